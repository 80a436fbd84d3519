package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.retention.RetentionPass;
import dev.fleetprompt.platform.retention.RetentionRule;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Forgets which events from outside were taken in: after 35 days, or five days after their signals
 * went if that is later, so that an event is never taken for new while its signal is there.
 */
@Component
class IdentityRetention implements RetentionRule {

  private static final int SHORTEST_DAYS = 35;
  private static final int MARGIN_DAYS = 5;
  private static final int BATCH = 2_000;

  // signal_identity_by_age
  private static final String DELETE =
      """
      delete from fleet.signal_identity
      where tenant_id = :tenant and (source, event_id) in (
        select source, event_id from fleet.signal_identity
        where tenant_id = :tenant and recorded_at < :limit
        limit :batch)
      """;

  private final EngineDatabase database;
  private final SignalPeriods periods;

  IdentityRetention(EngineDatabase database, SignalPeriods periods) {
    this.database = database;
    this.periods = periods;
  }

  @Override
  public Turn turn() {
    return Turn.LAST;
  }

  @Override
  public void apply(RetentionPass pass) {
    for (TenantId tenant : pass.tenants()) {
      int days = Math.max(SHORTEST_DAYS, periods.days(tenant) + MARGIN_DAYS);
      forget(pass, tenant, pass.before(days));
    }
  }

  private void forget(RetentionPass pass, TenantId tenant, Instant limit) {
    pass.inBatches(
        BATCH,
        () -> {
          int rows =
              database
                  .sql()
                  .sql(DELETE)
                  .param("tenant", tenant.value())
                  .param("limit", Timestamps.utc(limit))
                  .param("batch", BATCH)
                  .update();
          pass.deleted("signal_identity", rows);
          return rows;
        });
  }
}
