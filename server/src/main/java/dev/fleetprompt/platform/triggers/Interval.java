package dev.fleetprompt.platform.triggers;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Every so long, counted from the epoch, so that every node and every restart finds the same times:
 * {@code PT15M} is each quarter of an hour.
 *
 * @param length at least a millisecond, of which parts do not count
 */
public record Interval(Duration length) implements Timing.Times {

  public Interval {
    length = Duration.ofMillis(length.toMillis());
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException("An interval is at least a millisecond long");
    }
  }

  @Override
  public Optional<Instant> next(Instant instant) {
    return Optional.of(at(Math.floorDiv(instant.toEpochMilli(), length.toMillis()) + 1));
  }

  @Override
  public Optional<Instant> previous(Instant instant) {
    Instant last = at(Math.floorDiv(instant.toEpochMilli(), length.toMillis()));
    return Optional.of(last.isBefore(instant) ? last : last.minus(length));
  }

  private Instant at(long number) {
    return Instant.ofEpochMilli(Math.multiplyExact(number, length.toMillis()));
  }
}
