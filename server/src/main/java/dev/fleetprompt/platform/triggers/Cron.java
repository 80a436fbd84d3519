package dev.fleetprompt.platform.triggers;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * A five-field cron expression over the local times of a zone. A local time that is skipped means
 * the first instant after the gap, one that occurs twice means the first.
 */
public final class Cron implements Timing.Times {

  private static final Duration[] BACK = {
    Duration.ofHours(2),
    Duration.ofDays(2),
    Duration.ofDays(33),
    Duration.ofDays(367),
    Duration.ofDays(366 * 9)
  };
  private static final int STEPS = 5_000;

  private final String text;
  private final CronExpression expression;
  private final ZoneId zone;

  private Cron(String text, CronExpression expression, ZoneId zone) {
    this.text = text;
    this.expression = expression;
    this.zone = zone;
  }

  /**
   * @throws IllegalArgumentException when the text is no cron expression of five fields, or one
   *     that never comes true
   */
  public static Cron of(String text, ZoneId zone) {
    if (text.strip().split("\\s+").length != 5) {
      throw new IllegalArgumentException(
          "'" + text + "' is no cron expression; write minute, hour, day, month and weekday");
    }
    CronExpression expression = CronExpression.parse("0 " + text.strip());
    if (expression.next(LocalDateTime.of(2000, 1, 1, 0, 0)) == null) {
      throw new IllegalArgumentException("'" + text + "' never comes true");
    }
    return new Cron(text, expression, zone);
  }

  /** Every day at a local time. */
  public static Cron daily(java.time.LocalTime time, ZoneId zone) {
    return of("%d %d * * *".formatted(time.getMinute(), time.getHour()), zone);
  }

  public String text() {
    return text;
  }

  @Override
  public ZoneId zone() {
    return zone;
  }

  @Override
  public Optional<Instant> next(Instant instant) {
    LocalDateTime local = instant.atZone(zone).toLocalDateTime();
    for (int step = 0; step < STEPS; step++) {
      LocalDateTime candidate = expression.next(local);
      if (candidate == null) {
        return Optional.empty();
      }
      Instant due = instant(candidate);
      if (due.isAfter(instant)) {
        return Optional.of(due);
      }
      local = candidate;
    }
    return Optional.empty();
  }

  /** Looks back nine years. */
  @Override
  public Optional<Instant> previous(Instant instant) {
    for (Duration back : BACK) {
      Optional<Instant> found = last(instant.minus(back), instant);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The last time after {@code from} and before {@code to}. */
  private Optional<Instant> last(Instant from, Instant to) {
    @Nullable Instant last = null;
    Optional<Instant> due = next(from);
    while (due.isPresent() && due.get().isBefore(to)) {
      last = due.get();
      due = next(last);
    }
    return Optional.ofNullable(last);
  }

  private Instant instant(LocalDateTime local) {
    ZoneOffsetTransition transition = zone.getRules().getTransition(local);
    if (transition != null && transition.isGap()) {
      return transition.getInstant();
    }
    return local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }
}
