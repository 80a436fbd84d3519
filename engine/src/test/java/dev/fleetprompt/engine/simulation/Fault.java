package dev.fleetprompt.engine.simulation;

/** What goes wrong on purpose. */
enum Fault {
  /** The process dies between two steps: all it had in memory is gone. */
  CRASH,
  /** The process dies with answers that are not stored yet. */
  CRASH_BEFORE_COMMIT,
  /** The store refuses a group: nothing of it is stored. */
  STORE_ERROR_BEFORE_COMMIT,
  /** The store takes a group but its answer is lost. */
  STORE_ERROR_AFTER_COMMIT,
  /** An answer arrives that was stored before. */
  DUPLICATE_ANSWER,
  /** A timer fires that nothing waits for any more. */
  LATE_TIMER,
  /** A call answers after its deadline. */
  LATE_ANSWER,
  /** A call fails. */
  FAILED_CALL,
  /** A call does not answer. */
  HUNG_CALL
}
