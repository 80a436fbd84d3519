package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class AdvanceWriter implements ChangeWriter<AdvanceSchedule> {

  private static final String ADVANCE =
      """
      update fleet.schedule s set handled_until = a.until, run_id = a.run
        from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::uuid[], ?::boolean[])
          as a (tenant_id, id, since, until, run, ends)
       where s.tenant_id = a.tenant_id and s.id = a.id and s.handled_until = a.since
         and (s.enabled or a.ends)
      returning s.id
      """;

  @Override
  public Class<AdvanceSchedule> changes() {
    return AdvanceSchedule.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<AdvanceSchedule> batch) throws SQLException {
    List<Batch.Entry<AdvanceSchedule>> entries = batch.entries();
    Set<UUID> advanced = new HashSet<>();
    try (PreparedStatement statement = batch.connection().prepareStatement(ADVANCE)) {
      Columns.of(statement, entries)
          .uuids(entry -> entry.tenant().value())
          .uuids(entry -> entry.change().schedule())
          .instants(entry -> entry.change().from())
          .instants(entry -> entry.change().to())
          .uuids(entry -> entry.change().run())
          .booleans(entry -> entry.change().ends());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          advanced.add(rows.getObject(1, UUID.class));
        }
      }
    }
    for (Batch.Entry<AdvanceSchedule> entry : entries) {
      if (!advanced.remove(entry.change().schedule())) {
        throw new UnitRefusedException(
            entry.unit(), "Schedule " + entry.change().schedule() + " has moved on meanwhile");
      }
    }
  }
}
