package dev.fleetprompt.platform.egress;

import java.time.Duration;

/** A moment of the monotonic clock after which an exchange is over. */
record Deadline(long nanos) {
  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** The earlier of this deadline and one that far from now. */
  Deadline within(Duration duration) {
    Deadline other = in(duration);
    return other.nanos - nanos < 0 ? other : this;
  }

  /** Milliseconds left, at least 1 because sockets read 0 as "for ever". */
  int millisLeft() {
    long left = (nanos - System.nanoTime()) / 1_000_000;
    return (int) Math.clamp(left, 1, Integer.MAX_VALUE);
  }

  boolean isOver() {
    return nanos - System.nanoTime() <= 0;
  }
}
