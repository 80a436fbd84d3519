package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Shows schedules, and when they will start something next. */
@Component
public class Schedules {

  private static final int MOST = 1_000;

  // The primary key, once for each.
  private static final String FIND =
      """
      select id, name, cron, every_millis, after_millis, zone, enabled, workflow, handled_until, run_id
      from fleet.schedule
      where tenant_id = :tenant and id = any (:ids)
      order by name, id
      """;

  private final TenantDatabase database;
  private final Clock clock;

  Schedules(TenantDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A schedule and its next time.
   *
   * @param cron five fields, in {@code zone}; {@code every PT5M}; or {@code after PT5M}, which is
   *     counted from the end of the run before
   * @param workflow what it starts
   * @param next empty while it is switched off or waits for a run to end, and when no further time
   *     is in sight
   */
  public record Upcoming(
      UUID id,
      String name,
      String cron,
      ZoneId zone,
      boolean enabled,
      String workflow,
      Optional<Instant> next) {}

  /** Those of these schedules that there are; at most 1,000. */
  public List<Upcoming> find(TenantId tenant, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(FIND)
                .param("tenant", tenant.value())
                .param("ids", ids.stream().limit(MOST).toArray(UUID[]::new))
                .query((row, number) -> read(row, now))
                .list());
  }

  private static Upcoming read(ResultSet row, Instant now) throws SQLException {
    ZoneId zone = ZoneId.of(row.getString("zone"));
    boolean enabled = row.getBoolean("enabled");
    Timing timing = TimingColumns.read(row);
    return new Upcoming(
        row.getObject("id", UUID.class),
        row.getString("name"),
        text(timing),
        zone,
        enabled,
        row.getString("workflow"),
        enabled ? next(timing, row, now) : Optional.empty());
  }

  private static String text(Timing timing) {
    return switch (timing) {
      case Cron cron -> cron.text();
      case Interval every -> "every " + every.length();
      case Timing.Pause pause -> "after " + pause.length();
    };
  }

  private static Optional<Instant> next(Timing timing, ResultSet row, Instant now)
      throws SQLException {
    return switch (timing) {
      case Timing.Times times -> times.next(now);
      case Timing.Pause pause ->
          row.getObject("run_id") == null
              ? Optional.of(
                  row.getObject("handled_until", OffsetDateTime.class)
                      .toInstant()
                      .plus(pause.length()))
              : Optional.empty();
    };
  }
}
