package dev.fleetprompt.platform.ids;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * UUIDs of version 7 with the counter of RFC 9562, section 6.2, method 1: the 12 bits after the
 * time start at a random value below 2048 each millisecond and count up; an overflow borrows from
 * the next millisecond.
 */
final class MonotonicIds implements Ids {
  private static final int COUNTER_BITS = 12;
  private static final int COUNTER_START_BOUND = 1 << (COUNTER_BITS - 1);
  private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final Clock clock;
  private final RandomGenerator random;

  /** Milliseconds and counter of the last id, side by side. */
  private long last;

  MonotonicIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  static RandomGenerator seededBySystem() {
    byte[] seed = new byte[32];
    new SecureRandom().nextBytes(seed);
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @Override
  public synchronized UUID next() {
    long now = clock.millis() << COUNTER_BITS | random.nextInt(COUNTER_START_BOUND);
    last = now >>> COUNTER_BITS > last >>> COUNTER_BITS ? now : last + 1;
    long high = (last >>> COUNTER_BITS) << 16 | VERSION | (last & COUNTER_MASK);
    long low = VARIANT | random.nextLong() >>> 2;
    return new UUID(high, low);
  }
}
