package dev.fleetprompt.bench.measures;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Begins something at fixed instants, whatever became of what was begun before: as users do who do
 * not wait for each other. Times count from the instant that was intended, so that a system that
 * cannot keep up shows it (no coordinated omission).
 */
final class OpenLoop {

  private static final Duration ENDS = Duration.ofMinutes(2);

  private OpenLoop() {}

  /** One of the things that are begun. */
  @FunctionalInterface
  interface Beginning {

    /**
     * Called on a thread of its own.
     *
     * @param ended to be called once when it has ended
     */
    void begin(int number, Runnable ended) throws Exception;
  }

  /** Milliseconds that each took, from the instant at which it was to begin. */
  static double[] run(int count, Duration apart, Beginning beginning) throws Exception {
    double[] took = new double[count];
    CountDownLatch left = new CountDownLatch(count);
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    long first = System.nanoTime() + apart.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int number = i;
        long intended = first + i * apart.toNanos();
        for (long wait = intended - System.nanoTime();
            wait > 0;
            wait = intended - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        threads.execute(() -> {
          try {
            beginning.begin(
                number,
                () -> {
                  took[number] = (System.nanoTime() - intended) / 1e6;
                  left.countDown();
                });
          } catch (Exception e) {
            failure.set(e);
            left.countDown();
          }
        });
      }
      if (!left.await(ENDS.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "%,d of %,d have not ended %d s after the last began"
                .formatted(left.getCount(), count, ENDS.toSeconds()));
      }
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return took;
  }
}
