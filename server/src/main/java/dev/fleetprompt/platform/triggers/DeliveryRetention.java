package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.retention.LiveRuns;
import dev.fleetprompt.platform.retention.OldMonths;
import dev.fleetprompt.platform.retention.RetentionPass;
import dev.fleetprompt.platform.retention.RetentionRule;
import dev.fleetprompt.platform.retention.RetentionSettings;
import dev.fleetprompt.platform.signals.SignalPeriods;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes away the notes of which signal reached which trigger: after the days that runs or their
 * signals are kept, whichever are more. Those of runs that have not ended stay.
 */
final class DeliveryRetention implements RetentionRule {

  private static final int BATCH = 2_000;
  private static final UUID LOWEST = new UUID(0, 0);

  private static final String YOUNG =
      """
      select exists (
        select from fleet.trigger_delivery
        where signal_id >= :from and signal_id < :to and delivered_at >= :limit)
      """;

  // The primary key; a signal's id begins with the time of recording.
  private static final String OLD =
      """
      select signal_id, trigger_id, run_id from fleet.trigger_delivery
      where tenant_id = :tenant and signal_id < :limit
        and (signal_id, trigger_id) > (:after_signal, :after_trigger)
      order by signal_id, trigger_id
      limit :batch
      """;

  private static final String DELETE =
      """
      delete from fleet.trigger_delivery d
       using unnest(:signals::uuid[], :triggers::uuid[]) as k (signal_id, trigger_id)
       where d.tenant_id = :tenant and d.signal_id = k.signal_id and d.trigger_id = k.trigger_id
      """;

  private record Old(UUID signal, UUID trigger, @Nullable UUID run) {}

  private final EngineDatabase database;
  private final OldMonths months;
  private final LiveRuns liveRuns;
  private final SignalPeriods signals;
  private final int runsDays;

  DeliveryRetention(
      EngineDatabase database,
      OldMonths months,
      LiveRuns liveRuns,
      SignalPeriods signals,
      RetentionSettings settings) {
    this.database = database;
    this.months = months;
    this.liveRuns = liveRuns;
    this.signals = signals;
    this.runsDays = settings.runsDays();
  }

  @Override
  public Turn turn() {
    return Turn.FIRST;
  }

  @Override
  public void apply(RetentionPass pass) {
    Instant longest = pass.before(Math.max(runsDays, signals.longest()));
    months.drop(pass, longest, month -> !isNeeded(month, longest), "trigger_delivery");
    for (TenantId tenant : pass.tenants()) {
      take(pass, tenant, pass.before(Math.max(runsDays, signals.days(tenant))));
    }
  }

  /** A delivery is one unit with its run, so an older run's is not younger than the limit. */
  private boolean isNeeded(OldMonths.Month month, Instant limit) {
    return liveRuns.anyBefore(Ids.lowestAt(limit))
        || database
            .sql()
            .sql(YOUNG)
            .param("from", month.from())
            .param("to", month.to())
            .param("limit", limit.atOffset(ZoneOffset.UTC))
            .query(Boolean.class)
            .single();
  }

  private void take(RetentionPass pass, TenantId tenant, Instant limit) {
    Old[] after = {new Old(LOWEST, LOWEST, null)};
    pass.inBatches(
        BATCH,
        () ->
            database.inTransaction(sql -> {
              List<Old> old = old(sql, tenant, limit, after[0]);
              if (!old.isEmpty()) {
                after[0] = old.getLast();
                pass.deleted("trigger_delivery", delete(sql, tenant, unneeded(tenant, old)));
              }
              return old.size();
            }));
  }

  private static List<Old> old(JdbcClient sql, TenantId tenant, Instant limit, Old after) {
    return sql.sql(OLD)
        .param("tenant", tenant.value())
        .param("limit", Ids.lowestAt(limit))
        .param("after_signal", after.signal())
        .param("after_trigger", after.trigger())
        .param("batch", BATCH)
        .query((row, number) ->
            new Old(
                row.getObject("signal_id", UUID.class),
                row.getObject("trigger_id", UUID.class),
                row.getObject("run_id", UUID.class)))
        .list();
  }

  private List<Old> unneeded(TenantId tenant, List<Old> old) {
    Set<UUID> live =
        liveRuns.among(
            tenant, old.stream().map(Old::run).filter(Objects::nonNull).distinct().toList());
    return old.stream()
        .filter(delivery -> delivery.run() == null || !live.contains(delivery.run()))
        .toList();
  }

  private static int delete(JdbcClient sql, TenantId tenant, List<Old> gone) {
    return gone.isEmpty()
        ? 0
        : sql.sql(DELETE)
            .param("tenant", tenant.value())
            .param("signals", gone.stream().map(Old::signal).toArray(UUID[]::new))
            .param("triggers", gone.stream().map(Old::trigger).toArray(UUID[]::new))
            .update();
  }
}
