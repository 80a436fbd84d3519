package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.signals.Actor;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Finds the runs that children have become, and asks them to stop. */
final class StopChildWriter implements ChangeWriter<StopChild> {

  private static final String REASON = "The run that began it does not wait for it any more.";

  /** Index: execution_of_parent. */
  private static final String OPEN =
      """
      select k.n, e.id
        from unnest(?::int4[], ?::uuid[], ?::int4[], ?::uuid[], ?::text[])
          as k (n, tenant_id, kind, parent_id, call)
        join fleet.execution e
          on e.tenant_id = k.tenant_id and e.parent_id = k.parent_id
         and e.parent_kind = k.kind and e.parent_call = k.call and e.ended_at is null
      """;

  @Override
  public Class<StopChild> changes() {
    return StopChild.class;
  }

  @Override
  public Stage stage() {
    return Stage.HISTORY;
  }

  @Override
  public void write(Batch<StopChild> batch) throws SQLException {
    List<Batch.Entry<StopChild>> entries = batch.entries();
    Map<Batch.Entry<StopChild>, Integer> numbers = new HashMap<>();
    entries.forEach(entry -> numbers.put(entry, numbers.size()));
    try (PreparedStatement open = batch.connection().prepareStatement(OPEN)) {
      Columns.of(open, entries)
          .integers(numbers::get)
          .uuids(entry -> entry.tenant().value())
          .integers(entry -> (int) Runs.KIND.code())
          .uuids(entry -> entry.change().parent())
          .texts(entry -> entry.change().call());
      try (ResultSet rows = open.executeQuery()) {
        while (rows.next()) {
          Batch.Entry<StopChild> entry = entries.get(rows.getInt(1));
          UUID child = Objects.requireNonNull(rows.getObject(2, UUID.class));
          batch.follow(
              entry.unit(),
              new QueueChange.Deliver(
                  Runs.item(entry.tenant(), child),
                  RunMessages.CANCEL,
                  RunControl.body(Actor.PLATFORM, REASON)));
        }
      }
    }
  }
}
