package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.springframework.stereotype.Component;

@Component
class SentWriter implements ChangeWriter<AlarmSent> {
  /** Index: the primary key. */
  private static final String SENT =
      """
      update fleet.alarm a set directive_id = s.directive_id
        from unnest(?::uuid[], ?::uuid[], ?::uuid[]) as s (tenant_id, id, directive_id)
       where a.tenant_id = s.tenant_id and a.id = s.id
      """;

  @Override
  public Class<AlarmSent> changes() {
    return AlarmSent.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<AlarmSent> batch) throws SQLException {
    try (PreparedStatement statement = batch.connection().prepareStatement(SENT)) {
      Columns.of(statement, batch.entries())
          .uuids(entry -> entry.tenant().value())
          .uuids(entry -> entry.change().alarm())
          .uuids(entry -> entry.change().directive());
      statement.executeUpdate();
    }
  }
}
