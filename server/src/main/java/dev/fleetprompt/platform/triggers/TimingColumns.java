package dev.fleetprompt.platform.triggers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A timing as its columns: one of the first three is set. */
record TimingColumns(
    @Nullable String cron, @Nullable Long everyMillis, @Nullable Long afterMillis, String zone) {

  static TimingColumns of(Timing timing) {
    String zone = timing.zone().getId();
    return switch (timing) {
      case Cron cron -> new TimingColumns(cron.text(), null, null, zone);
      case Interval every -> new TimingColumns(null, every.length().toMillis(), null, zone);
      case Timing.Pause pause -> new TimingColumns(null, null, pause.length().toMillis(), zone);
    };
  }

  static Timing read(ResultSet row) throws SQLException {
    String cron = row.getString("cron");
    Long every = row.getObject("every_millis", Long.class);
    Long after = row.getObject("after_millis", Long.class);
    if (cron != null) {
      return Cron.of(cron, ZoneId.of(row.getString("zone")));
    }
    if (every != null) {
      return new Interval(Duration.ofMillis(every));
    }
    return new Timing.Pause(Duration.ofMillis(after == null ? 0 : after));
  }
}
