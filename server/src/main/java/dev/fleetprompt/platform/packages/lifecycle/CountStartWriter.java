package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Counts starts by hand, one at a time for each installation. */
final class CountStartWriter implements ChangeWriter<CountStart> {

  private static final String LOCK =
      "select 1 from fleet.installation where tenant_id = ? and id = ? for update";

  private static final String COUNT =
      """
      select count(*) from fleet.manual_start
      where tenant_id = ? and installation_id = ? and workflow = ? and started_at > ?
      """;

  private static final String ADD =
      """
      insert into fleet.manual_start
        (tenant_id, installation_id, workflow, started_at, run_id, window_from, window_to)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  @Override
  public Class<CountStart> changes() {
    return CountStart.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<CountStart> batch) throws SQLException {
    for (Batch.Entry<CountStart> entry : batch.entries()) {
      write(batch.connection(), entry);
    }
  }

  private static void write(Connection connection, Batch.Entry<CountStart> entry)
      throws SQLException {
    CountStart start = entry.change();
    try (PreparedStatement lock = connection.prepareStatement(LOCK);
        PreparedStatement count = connection.prepareStatement(COUNT);
        PreparedStatement add = connection.prepareStatement(ADD)) {
      fill(lock, entry.tenant().value(), start.installation());
      lock.executeQuery().close();
      fill(
          count,
          entry.tenant().value(),
          start.installation(),
          start.workflow(),
          time(start.at().minus(start.limit().per())));
      if (number(count) >= start.limit().starts()) {
        throw new UnitRefusedException(
            entry.unit(), "'" + start.workflow() + "' was started as often as it may be.");
      }
      fill(
          add,
          entry.tenant().value(),
          start.installation(),
          start.workflow(),
          time(start.at()),
          start.run(),
          time(start.from()),
          time(start.to()));
      add.executeUpdate();
    }
  }

  private static long number(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void fill(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
