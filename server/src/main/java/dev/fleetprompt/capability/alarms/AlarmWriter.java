package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Writes alarms, each key once. */
@Component
class AlarmWriter implements ChangeWriter<RaiseAlarm> {
  private static final String RAISE =
      """
      insert into fleet.alarm (tenant_id, id, key, kind, title, text, directive_id, raised_at)
      select * from unnest(
        ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::timestamptz[])
      on conflict (tenant_id, key) do nothing
      """;

  private static final Comparator<Batch.Entry<RaiseAlarm>> BY_KEY =
      Comparator.comparing((Batch.Entry<RaiseAlarm> entry) -> entry.tenant().value())
          .thenComparing(entry -> entry.change().key());

  @Override
  public Class<RaiseAlarm> changes() {
    return RaiseAlarm.class;
  }

  @Override
  public Stage stage() {
    return Stage.HISTORY;
  }

  @Override
  public void write(Batch<RaiseAlarm> batch) throws SQLException {
    List<Batch.Entry<RaiseAlarm>> entries = batch.entries().stream().sorted(BY_KEY).toList();
    try (PreparedStatement statement = batch.connection().prepareStatement(RAISE)) {
      Columns.of(statement, entries)
          .uuids(entry -> entry.tenant().value())
          .uuids(entry -> entry.change().id())
          .texts(entry -> entry.change().key())
          .texts(entry -> entry.change().kind())
          .texts(entry -> entry.change().title())
          .texts(entry -> entry.change().text())
          .uuids(entry -> entry.change().directive().orElse(null))
          .instants(entry -> entry.change().at());
      statement.executeUpdate();
    }
  }
}
