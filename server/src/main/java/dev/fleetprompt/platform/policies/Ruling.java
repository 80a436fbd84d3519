package dev.fleetprompt.platform.policies;

/** What may become of a requested directive. */
public enum Ruling {
  /** It runs. */
  ALLOW,
  /** It runs and is marked for review. */
  AUDIT,
  /** It waits for a person. */
  ASK,
  /** It never runs. */
  DENY
}
