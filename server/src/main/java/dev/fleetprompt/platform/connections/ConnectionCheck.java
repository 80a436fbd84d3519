package dev.fleetprompt.platform.connections;

/** What a real, harmless call to an outside system showed. */
public sealed interface ConnectionCheck {
  /** A sentence for people: what was found out, or what is wrong and what to do. No secrets. */
  String message();

  /** The call succeeded; the message says what that proves and what it does not. */
  record Passed(String message) implements ConnectionCheck {}

  /** The call failed. */
  record Failed(String message) implements ConnectionCheck {}
}
