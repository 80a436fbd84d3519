package dev.fleetprompt.capability.alarms;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The words of alarms, as Markdown. */
final class AlarmWords {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm z", Locale.ENGLISH);

  private AlarmWords() {}

  static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }

  /** As code, so that nothing in it is a link, a mention or markup. */
  static String code(String text) {
    return "`" + text.replace('`', '\'').replaceAll("\\s+", " ").strip() + "`";
  }

  /** Such as "7 minutes", "3 hours" or "2 days"; never more than it is. */
  static String length(Duration length) {
    if (length.toHours() >= 48) {
      return length.toDays() + " days";
    }
    if (length.toMinutes() >= 120) {
      return length.toHours() + " hours";
    }
    return length.toMinutes() == 1 ? "1 minute" : length.toMinutes() + " minutes";
  }
}
