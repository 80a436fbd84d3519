package dev.fleetprompt.platform.commit;

/**
 * The order in which kinds of changes are written: what a stage learns may add changes to later
 * ones.
 */
public enum Stage {
  /**
   * Rows that may turn out to exist already or to have moved on: business keys, states, attempts.
   */
  STATE,
  /** What follows from state and never collides: journal entries, payloads. */
  HISTORY,
  /** Signals. */
  FACTS,
  /** Queue rows, timers and inbox messages. */
  JOBS
}
