package dev.fleetprompt.capability.reporting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A stretch of time, seen in a zone.
 *
 * @param from inclusive
 * @param to exclusive, after {@code from}
 */
record Window(Instant from, Instant to, ZoneId zone) {

  Window {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("A window ends after it begins");
    }
  }

  /**
   * The window before this one: as many days where this one begins and ends at the same time of day
   * (so that days of 23 and 25 hours compare with whole days), as many seconds otherwise.
   */
  Window before() {
    ZonedDateTime start = from.atZone(zone);
    ZonedDateTime end = to.atZone(zone);
    if (start.toLocalTime().equals(end.toLocalTime())) {
      long days = end.toLocalDate().toEpochDay() - start.toLocalDate().toEpochDay();
      return new Window(start.minusDays(days).toInstant(), from, zone);
    }
    return new Window(from.minus(Duration.between(from, to)), from, zone);
  }

  /** The calendar day that it is, if it is one. */
  Optional<LocalDate> day() {
    LocalDate day = from.atZone(zone).toLocalDate();
    boolean whole =
        from.equals(day.atStartOfDay(zone).toInstant())
            && to.equals(day.plusDays(1).atStartOfDay(zone).toInstant());
    return whole ? Optional.of(day) : Optional.empty();
  }

  /** Midnight to midnight, whatever the clocks do in between. */
  static Window ofDay(LocalDate day, ZoneId zone) {
    return new Window(
        day.atTime(LocalTime.MIN).atZone(zone).toInstant(),
        day.plusDays(1).atStartOfDay(zone).toInstant(),
        zone);
  }
}
