package dev.fleetprompt.platform.executions;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The month that a run's payloads belong to, as the lowest UUID of its first millisecond: the bound
 * of its partition.
 */
final class PayloadMonth {

  private PayloadMonth() {}

  /**
   * @param run a UUIDv7, whose first 48 bits are milliseconds since 1970
   */
  static UUID of(UUID run) {
    long millis = run.getMostSignificantBits() >>> 16;
    ZonedDateTime month =
        Instant.ofEpochMilli(millis)
            .atZone(ZoneOffset.UTC)
            .withDayOfMonth(1)
            .truncatedTo(ChronoUnit.DAYS);
    return new UUID(month.toInstant().toEpochMilli() << 16, 0);
  }
}
