package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads schedules for those who work on them. */
@Component
class ScheduleStore {

  private static final String FIND =
      """
      select tenant_id, id, name, cron, every_millis, after_millis, zone, enabled, definition_id, workflow, version,
             installation_id, context, handled_until, run_id
      from fleet.schedule where tenant_id = :tenant and id = :id
      """;

  private final EngineDatabase database;

  ScheduleStore(EngineDatabase database) {
    this.database = database;
  }

  Optional<Schedule> find(Item item) {
    return database
        .sql()
        .sql(FIND)
        .param("tenant", item.tenant().value())
        .param("id", item.id())
        .query(ScheduleStore::read)
        .optional();
  }

  private static Schedule read(ResultSet row, int number) throws SQLException {
    return new Schedule(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        row.getObject("id", UUID.class),
        row.getString("name"),
        TimingColumns.read(row),
        row.getBoolean("enabled"),
        TriggerStore.target(row),
        row.getObject("handled_until", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("run_id", UUID.class)));
  }
}
