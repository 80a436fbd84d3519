package dev.fleetprompt.platform.executions;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Where the work on runs goes on. */
interface RunWorkers extends AutoCloseable {

  /** For steps of runs, which compute and never wait. */
  Executor steps();

  /** For whatever waits: reads of the database, calls of functions. */
  Executor waits();

  /** Lets some time pass before something that failed is tried again. */
  void pause();

  @Override
  void close();

  /**
   * A platform thread for each processor, since expressions may compute for long and virtual ones
   * do not pre-empt; a virtual thread for each thing that waits.
   */
  static RunWorkers threads() {
    return new RunWorkers() {

      private static final Duration PAUSE = Duration.ofMillis(200);

      private final ExecutorService steps =
          Executors.newFixedThreadPool(
              Math.max(2, Runtime.getRuntime().availableProcessors()),
              Thread.ofPlatform().name("fleet-run-", 0).daemon(true).factory());
      private final ExecutorService waits =
          Executors.newThreadPerTaskExecutor(
              Thread.ofVirtual().name("fleet-run-wait-", 0).factory());

      @Override
      public Executor steps() {
        return steps;
      }

      @Override
      public Executor waits() {
        return waits;
      }

      @Override
      public void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
      }

      @Override
      public void close() {
        steps.shutdownNow();
        waits.shutdownNow();
      }
    };
  }
}
