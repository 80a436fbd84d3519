package dev.fleetprompt.platform.waits;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.queue.Item;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Writes waits: at most three statements for a group, whatever its size. */
@Component
class WaitWriter implements ChangeWriter<WaitChange> {

  private static final String BEGIN =
      """
      insert into fleet.wait
        (tenant_id, kind, item_id, listen, number, type, correlation_key, correlation_hash)
      select t, k, i, l, n, ty, ck, ch
        from unnest(?::uuid[], ?::int4[], ?::uuid[], ?::text[], ?::int4[], ?::text[], ?::text[],
                    ?::int8[]) as w (t, k, i, l, n, ty, ck, ch)
      on conflict do nothing
      """;

  private static final String END =
      """
      delete from fleet.wait w
       using unnest(?::uuid[], ?::int4[], ?::uuid[], ?::text[]) as k (tenant_id, kind, item_id, listen)
       where w.tenant_id = k.tenant_id and w.kind = k.kind and w.item_id = k.item_id
         and w.listen = k.listen
      """;

  private static final String FORGET =
      """
      delete from fleet.wait w
       using unnest(?::uuid[], ?::int4[], ?::uuid[]) as k (tenant_id, kind, item_id)
       where w.tenant_id = k.tenant_id and w.kind = k.kind and w.item_id = k.item_id
      """;

  private record Row(Item item, String listen, int number, Condition condition) {}

  @Override
  public Class<WaitChange> changes() {
    return WaitChange.class;
  }

  @Override
  public Stage stage() {
    return Stage.HISTORY;
  }

  @Override
  public void write(Batch<WaitChange> batch) throws SQLException {
    List<Row> begun = new ArrayList<>();
    List<WaitChange.End> ended = new ArrayList<>();
    List<Item> forgotten = new ArrayList<>();
    for (Batch.Entry<WaitChange> entry : batch.entries()) {
      switch (entry.change()) {
        case WaitChange.Begin begin -> {
          for (int i = 0; i < begin.conditions().size(); i++) {
            begun.add(new Row(begin.item(), begin.listen(), i, begin.conditions().get(i)));
          }
        }
        case WaitChange.End end -> ended.add(end);
        case WaitChange.Forget forget -> forgotten.add(forget.item());
      }
    }
    end(batch.connection(), ended);
    forget(batch.connection(), forgotten);
    begin(batch.connection(), begun);
  }

  private static void begin(Connection connection, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
      Columns.of(statement, rows)
          .uuids(row -> row.item().tenant().value())
          .integers(row -> (int) row.item().kind().code())
          .uuids(row -> row.item().id())
          .texts(Row::listen)
          .integers(Row::number)
          .texts(row -> row.condition().type().value())
          .texts(row -> Correlation.key(row.condition()))
          .longs(row -> Correlation.hash(row.condition()));
      statement.executeUpdate();
    }
  }

  private static void end(Connection connection, List<WaitChange.End> ended) throws SQLException {
    if (ended.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(END)) {
      Columns.of(statement, ended)
          .uuids(end -> end.item().tenant().value())
          .integers(end -> (int) end.item().kind().code())
          .uuids(end -> end.item().id())
          .texts(WaitChange.End::listen);
      statement.executeUpdate();
    }
  }

  private static void forget(Connection connection, List<Item> items) throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      Columns.of(statement, items)
          .uuids(item -> item.tenant().value())
          .integers(item -> (int) item.kind().code())
          .uuids(Item::id);
      statement.executeUpdate();
    }
  }
}
