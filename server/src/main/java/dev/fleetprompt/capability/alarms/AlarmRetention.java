package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.retention.RetentionPass;
import dev.fleetprompt.platform.retention.RetentionRule;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Takes alarms away after ninety days, seen or not: by then others tell the same. */
@Component
final class AlarmRetention implements RetentionRule {
  private static final int BATCH = 2_000;
  private static final int DAYS = 90;

  // The primary key, of one tenant's few rows.
  private static final String DELETE =
      """
      delete from fleet.alarm where tenant_id = :tenant and id in (
        select id from fleet.alarm where tenant_id = :tenant and raised_at < :limit limit :batch)
      """;

  private final EngineDatabase database;

  AlarmRetention(EngineDatabase database) {
    this.database = database;
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
                    .param("limit", pass.before(DAYS).atOffset(ZoneOffset.UTC))
                    .param("batch", BATCH)
                    .update();
            pass.deleted("alarm", rows);
            return rows;
          });
    }
  }
}
