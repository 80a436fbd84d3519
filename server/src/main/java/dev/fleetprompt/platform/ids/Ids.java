package dev.fleetprompt.platform.ids;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes the identifiers of rows: UUIDs of version 7 (RFC 9562), which begin with the millisecond of
 * their creation.
 */
@FunctionalInterface
public interface Ids {

  /**
   * The next identifier. Within one instance each is greater than the one before, compared as
   * PostgreSQL compares UUIDs (unsigned), also when the clock stands still or is set back. Safe for
   * any number of threads.
   */
  UUID next();

  /** Identifiers whose time is that of {@code clock} and whose randomness comes from the system. */
  static Ids following(Clock clock) {
    return new MonotonicIds(clock, MonotonicIds.seededBySystem());
  }

  /** When {@code id} was made, to the millisecond; meaningless unless it is of version 7. */
  static Instant timeOf(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }

  /**
   * The smallest value that an identifier made at or after {@code instant} can have: a bound for
   * range queries. Before 1970 it is the smallest of all.
   */
  static UUID lowestAt(Instant instant) {
    return new UUID(Math.max(0, instant.toEpochMilli()) << 16, 0L);
  }
}
