package dev.fleetprompt.surface.terminal.work;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as an organization's people see them. */
public record LocalTimes(ZoneId zone) {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter FINE =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  public String of(Instant time) {
    return SECOND.format(time.atZone(zone));
  }

  /** Without the day, to the millisecond. */
  public String fine(Instant time) {
    return FINE.format(time.atZone(zone));
  }
}
