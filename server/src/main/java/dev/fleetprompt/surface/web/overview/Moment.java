package dev.fleetprompt.surface.web.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A time as people say it, and exactly.
 *
 * @param said such as "3 min ago"
 * @param exact in the organization's zone, with the zone
 * @param machine ISO 8601, in UTC
 */
record Moment(String said, String exact, String machine) {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final Duration TOO_LONG_AGO = Duration.ofDays(30);

  static Moment of(Instant time, Instant now, ZoneId zone) {
    return new Moment(
        said(time, now, zone),
        EXACT.format(time.atZone(zone)),
        time.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private static String said(Instant time, Instant now, ZoneId zone) {
    Duration apart = Duration.between(time, now);
    Duration distance = apart.abs();
    if (distance.compareTo(TOO_LONG_AGO) > 0) {
      return DAY.format(time.atZone(zone));
    }
    if (distance.toSeconds() < 5) {
      return "just now";
    }
    String length = length(distance);
    return apart.isNegative() ? "in " + length : length + " ago";
  }

  private static String length(Duration distance) {
    if (distance.toMinutes() < 1) {
      return distance.toSeconds() + " s";
    }
    if (distance.toHours() < 1) {
      return distance.toMinutes() + " min";
    }
    return distance.toDays() < 1 ? distance.toHours() + " h" : distance.toDays() + " d";
  }
}
