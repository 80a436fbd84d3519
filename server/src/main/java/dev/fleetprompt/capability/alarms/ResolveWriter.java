package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.springframework.stereotype.Component;

@Component
class ResolveWriter implements ChangeWriter<ResolveAlarms> {
  /** Index: alarm_open. Runs have ids in the order in which they were begun. */
  private static final String RESOLVE =
      """
      update fleet.alarm a set resolved_at = r.at
        from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[])
          as r (tenant_id, schedule_id, run_id, at)
       where a.tenant_id = r.tenant_id and a.schedule_id = r.schedule_id and a.run_id < r.run_id
         and a.kind = 'run.faulted' and a.seen_at is null and a.resolved_at is null
      """;

  @Override
  public Class<ResolveAlarms> changes() {
    return ResolveAlarms.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<ResolveAlarms> batch) throws SQLException {
    try (PreparedStatement statement = batch.connection().prepareStatement(RESOLVE)) {
      Columns.of(statement, batch.entries())
          .uuids(entry -> entry.tenant().value())
          .uuids(entry -> entry.change().schedule())
          .uuids(entry -> entry.change().before())
          .instants(entry -> entry.change().at());
      statement.executeUpdate();
    }
  }
}
