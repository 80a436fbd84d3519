package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.retention.RetentionPass;
import dev.fleetprompt.platform.retention.RetentionRule;
import dev.fleetprompt.platform.retention.RetentionSettings;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/**
 * Takes away the count of starts by hand when their runs are due, and not while a limit may count
 * them.
 */
@Component
final class StartRetention implements RetentionRule {

  private static final int BATCH = 2_000;
  private static final int LONGEST_LIMIT_DAYS = 31;

  // The primary key, of one tenant's few rows.
  private static final String DELETE =
      """
      delete from fleet.manual_start
      where tenant_id = :tenant and (installation_id, workflow, started_at, run_id) in (
        select installation_id, workflow, started_at, run_id from fleet.manual_start
        where tenant_id = :tenant and started_at < :limit
        limit :batch)
      """;

  private final EngineDatabase database;
  private final int days;

  StartRetention(EngineDatabase database, RetentionSettings settings) {
    this.database = database;
    this.days = Math.max(settings.runsDays(), LONGEST_LIMIT_DAYS);
  }

  @Override
  public Turn turn() {
    return Turn.FIRST;
  }

  @Override
  public void apply(RetentionPass pass) {
    for (TenantId tenant : pass.tenants()) {
      pass.inBatches(
          BATCH,
          () -> {
            int rows =
                database
                    .sql()
                    .sql(DELETE)
                    .param("tenant", tenant.value())
                    .param("limit", pass.before(days).atOffset(ZoneOffset.UTC))
                    .param("batch", BATCH)
                    .update();
            pass.deleted("manual_start", rows);
            return rows;
          });
    }
  }
}
