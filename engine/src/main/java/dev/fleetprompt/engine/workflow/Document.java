package dev.fleetprompt.engine.workflow;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A definition's text as a tree, with the place of every part by its JSON pointer. */
record Document(JsonNode root, Map<String, Source> places) {

  /** The place of a part, or of the closest part around it. */
  Source place(String pointer) {
    String path = pointer;
    while (true) {
      Source place = places.get(path);
      if (place != null) {
        return place;
      }
      int slash = path.lastIndexOf('/');
      if (slash < 0) {
        return Source.START;
      }
      path = path.substring(0, slash);
    }
  }
}
