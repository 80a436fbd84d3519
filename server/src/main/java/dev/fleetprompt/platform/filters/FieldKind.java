package dev.fleetprompt.platform.filters;

/** What a field holds. */
public enum FieldKind {
  NUMBER,
  TEXT,
  BOOLEAN,
  /** An RFC 3339 date and time. */
  TIME,
  /** A list of texts or numbers. */
  LIST,
  /** Not known beforehand: whatever does not fit a condition does not meet it. */
  ANY
}
