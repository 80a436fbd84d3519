package dev.fleetprompt.bench.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waiting for what another process or the database brings about. */
public final class Await {

  private Await() {}

  /**
   * Looks every so often.
   *
   * @throws IllegalStateException when it does not come true within {@code limit}
   */
  public static void until(String what, Duration limit, Duration look, BooleanSupplier isTrue) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isTrue.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "It did not happen within %d s that %s".formatted(limit.toSeconds(), what));
      }
      LockSupport.parkNanos(look.toNanos());
    }
  }
}
