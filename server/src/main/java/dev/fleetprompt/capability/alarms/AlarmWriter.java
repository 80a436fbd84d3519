package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.queue.QueueChange;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes alarms, each key once, and queues those that are new to be sent. */
@Component
class AlarmWriter implements ChangeWriter<RaiseAlarm> {
  private static final String RAISE =
      """
      insert into fleet.alarm (tenant_id, id, key, kind, title, text, schedule_id, installation_id,
        run_id, signal_id, raised_at)
      select * from unnest(
        ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[],
        ?::uuid[], ?::uuid[], ?::timestamptz[])
      on conflict (tenant_id, key) do nothing
      returning id
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
    Set<UUID> raised = new HashSet<>();
    try (PreparedStatement statement = batch.connection().prepareStatement(RAISE)) {
      Columns.of(statement, entries)
          .uuids(entry -> entry.tenant().value())
          .uuids(entry -> entry.change().id())
          .texts(entry -> entry.change().key())
          .texts(entry -> entry.change().kind().text())
          .texts(entry -> entry.change().title())
          .texts(entry -> entry.change().text())
          .uuids(entry -> entry.change().about().schedule().orElse(null))
          .uuids(entry -> entry.change().about().installation().orElse(null))
          .uuids(entry -> entry.change().about().run().orElse(null))
          .uuids(entry -> entry.change().about().signal().orElse(null))
          .instants(entry -> entry.change().at());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          raised.add(rows.getObject(1, UUID.class));
        }
      }
    }
    for (Batch.Entry<RaiseAlarm> entry : entries) {
      if (raised.contains(entry.change().id())) {
        batch.follow(
            entry.unit(), new QueueChange.Wake(AlarmItems.of(entry.tenant(), entry.change().id())));
      }
    }
  }
}
