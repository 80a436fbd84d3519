package dev.fleetprompt.engine.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Decides when something goes wrong, and counts. */
final class Faults {

  private final Random random;
  private final boolean on;
  private final Map<Fault, Long> counts;

  Faults(Random random, boolean on, EnumMap<Fault, Long> counts) {
    this.random = random;
    this.on = on;
    this.counts = counts;
  }

  /** True once in so many times on average; the caller then reports with {@link #fired}. */
  boolean chance(int in) {
    return on && random.nextInt(in) == 0;
  }

  void fired(Fault fault) {
    counts.merge(fault, 1L, Long::sum);
  }
}
