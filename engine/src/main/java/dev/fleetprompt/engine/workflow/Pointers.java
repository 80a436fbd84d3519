package dev.fleetprompt.engine.workflow;

/** JSON pointers as of RFC 6901. */
final class Pointers {

  private Pointers() {}

  static String child(String parent, String member) {
    return parent + "/" + member.replace("~", "~0").replace("/", "~1");
  }

  static String child(String parent, int index) {
    return parent + "/" + index;
  }
}
