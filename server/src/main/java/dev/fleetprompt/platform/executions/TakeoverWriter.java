package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Stage;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Stores what a new run is going to take over; its owner does so. */
final class TakeoverWriter implements ChangeWriter<Takeover> {

  private static final String INSERT =
      """
      insert into fleet.takeover (tenant_id, execution_id, source_id, entries, dropped, edits)
      values (?, ?, ?, ?, ?, ?)
      """;

  @Override
  public Class<Takeover> changes() {
    return Takeover.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<Takeover> batch) throws SQLException {
    try (PreparedStatement insert = batch.connection().prepareStatement(INSERT)) {
      for (Batch.Entry<Takeover> entry : batch.entries()) {
        Takeover takeover = entry.change();
        insert.setObject(1, entry.tenant().value());
        insert.setObject(2, takeover.run());
        insert.setObject(3, takeover.source());
        insert.setInt(4, takeover.entries());
        insert.setArray(5, batch.connection().createArrayOf("int4", takeover.dropped().toArray()));
        insert.setString(6, takeover.editsAsText());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
