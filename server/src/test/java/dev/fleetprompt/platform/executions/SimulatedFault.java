package dev.fleetprompt.platform.executions;

/** What goes wrong on purpose in a {@link SimulatedWorld}. */
enum SimulatedFault {
  /** A process dies with all it had in memory. */
  CRASH,
  /** A process dies with units that no transaction has begun to write. */
  CRASH_BEFORE_COMMIT,
  /** A process dies after a commit that it was not told of. */
  CRASH_AFTER_COMMIT,
  /** The database refuses a group for the moment: nothing is written, the lane tries again. */
  STORE_ERROR_BEFORE_COMMIT,
  /** The database takes a group, but its answer is lost. */
  STORE_ERROR_AFTER_COMMIT,
  /** A process stops for longer than its lease and goes on as if nothing had been. */
  FROZEN_NODE,
  /** A frozen process's write is refused, because it was taken for dead. */
  FENCED_WRITE,
  /** A process's wall clock jumps. */
  CLOCK_JUMP,
  /** The database is away for a while. */
  DATABASE_RESTART,
  /** A function takes much longer than others. */
  SLOW_TASK,
  /** Nobody tells a run's owner that there is news. */
  LOST_NEWS,
  /** The end of a directive is delivered twice. */
  DUPLICATE_MESSAGE,
  /** The end of a directive comes after the end of its run. */
  LATE_MESSAGE,
  /** News comes while a run is on its way to park. */
  PARK_AGAINST_WAKE,
  /** An event comes before the wait for it, and is found by looking back. */
  WAIT_AGAINST_ARRIVAL,
  /** An event is dispatched twice. */
  DUPLICATE_EVENT,
  /** A run is cancelled at some moment. */
  CANCEL,
  /** A run is suspended at some moment, and goes on later. */
  SUSPEND
}
