package dev.fleetprompt.platform.directives;

/** What may be done with an attempt whose outcome is unknown. */
public enum Repeat {
  /** The outside system deduplicates, or repeating changes nothing more: attempt again. */
  SAFE,
  /** The outside system can be asked whether it took effect. */
  VERIFIABLE,
  /** Nobody can tell: a person decides. */
  UNSAFE
}
