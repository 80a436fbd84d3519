package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Records where runs stand. Each group moves a run at most once, since a run waits for its commits.
 */
final class MoveRunWriter implements ChangeWriter<MoveRun> {

  private static final String MOVE =
      """
      update fleet.execution e
         set status = m.status,
             started_at = case when m.begins then m.at else e.started_at end,
             ended_at = case when m.ends then m.at end,
             output = m.output,
             error = m.error
        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::boolean[], ?::boolean[],
                    ?::text[], ?::text[])
          as m (tenant_id, id, status, at, begins, ends, output, error)
       where e.tenant_id = m.tenant_id and e.id = m.id
      """;

  @Override
  public Class<MoveRun> changes() {
    return MoveRun.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<MoveRun> batch) throws SQLException {
    try (PreparedStatement move = batch.connection().prepareStatement(MOVE)) {
      Columns.of(move, batch.entries())
          .uuids(entry -> entry.tenant().value())
          .uuids(entry -> entry.change().id())
          .texts(entry -> entry.change().status().text())
          .instants(entry -> entry.change().at())
          .booleans(entry -> entry.change().begins())
          .booleans(entry -> entry.change().status().ended())
          .texts(entry -> entry.change().output())
          .texts(entry -> entry.change().error());
      move.executeUpdate();
    }
  }
}
