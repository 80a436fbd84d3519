package dev.fleetprompt.platform.packages;

/**
 * Something that a package may do, in plain words.
 *
 * @param name of the function, directive type, connector or host
 * @param text a sentence
 */
public record PermissionStatement(Kind kind, String name, String text) {

  /** How far it reaches; the first reaches furthest. */
  public enum Kind {
    /** Does something that cannot be taken back. */
    IRREVERSIBLE,
    /** Does something that can be taken back. */
    EFFECT,
    /** Reads from a host outside. */
    HOST,
    /** Looks something up outside through a connection. */
    OUTSIDE,
    /** Uses a connection to an outside system. */
    CONNECTOR,
    /** Looks at the organization's own data. */
    INSIDE
  }
}
