package dev.fleetprompt.surface.terminal.demo;

import java.util.function.Supplier;

/** Measures the steps of a demonstration. */
final class Stopwatch {
  private static final double NANOS_PER_SECOND = 1e9;

  private final DemoReport report;
  private final long begun = System.nanoTime();

  Stopwatch(DemoReport report) {
    this.report = report;
  }

  <T> T time(String step, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      report.timing(step, seconds(start));
    }
  }

  void time(String step, Runnable work) {
    time(
        step,
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }

  void total() {
    report.timing("total", seconds(begun));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / NANOS_PER_SECOND;
  }
}
