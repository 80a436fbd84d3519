package dev.fleetprompt.surface.terminal;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Waits for what other threads and processes do, looking again and again; ends when the process is
 * asked to end.
 */
@Component
public final class Patience {
  private static final long PAUSE_MILLIS = 50;

  private final CountDownLatch closing = new CountDownLatch(1);

  @PreDestroy
  void close() {
    closing.countDown();
  }

  /**
   * Waits until it is so.
   *
   * @return whether it is so; false when the time is over or the process is about to end
   */
  public boolean until(Duration longest, BooleanSupplier condition) {
    long deadline = System.nanoTime() + longest.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > deadline || closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
