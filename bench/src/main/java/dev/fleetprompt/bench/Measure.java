package dev.fleetprompt.bench;

import dev.fleetprompt.bench.figures.Report;

/** One row of the table of speed goals. */
public interface Measure {

  /** As {@code --only} takes it. */
  String name();

  /** What is measured, in a few words. */
  String title();

  /** Whether it takes so long that it runs only when it is named. */
  default boolean isOnRequest() {
    return false;
  }

  /** Measures; leaves nothing behind but the report. */
  Report take(Stand stand) throws Exception;
}
