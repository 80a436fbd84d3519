package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The statements on {@code fleet.inbox}. */
final class InboxStatements {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String DELIVER =
      """
      insert into fleet.inbox (tenant_id, kind, item_id, message_id, body)
      select * from unnest(?::uuid[], ?::int2[], ?::uuid[], ?::text[], ?::text[])
      on conflict do nothing
      """;

  private static final String CONSUME =
      """
      delete from fleet.inbox i
       using unnest(?::uuid[], ?::int2[], ?::uuid[], ?::text[]) as k (tenant_id, kind, item_id, message_id)
       where (i.tenant_id, i.kind, i.item_id, i.message_id) = (k.tenant_id, k.kind, k.item_id, k.message_id)
      """;

  private static final String MARK =
      """
      insert into fleet.inbox (tenant_id, kind, item_id, message_id, body)
      select t, k, i, m, null
        from unnest(?::uuid[], ?::int2[], ?::uuid[], ?::text[]) as n (t, k, i, m)
      on conflict (tenant_id, kind, item_id, message_id) do update set body = null
      """;

  private static final String FORGET =
      """
      delete from fleet.inbox i
       using unnest(?::uuid[], ?::int2[], ?::uuid[]) as k (tenant_id, kind, item_id)
       where (i.tenant_id, i.kind, i.item_id) = (k.tenant_id, k.kind, k.item_id)
      """;

  /** Index: inbox_news, so that marks, of which there may be many, cost nothing. */
  private static final String READ =
      """
      select tenant_id, kind, item_id, message_id, body, arrived_at from fleet.inbox
        join unnest(?::uuid[], ?::int2[], ?::uuid[]) as k (tenant_id, kind, item_id)
       using (tenant_id, kind, item_id)
       where body is not null
       order by arrived_at, message_id
      """;

  private InboxStatements() {}

  static void deliver(Connection connection, List<QueueChange.Deliver> deliveries)
      throws SQLException {
    if (deliveries.isEmpty()) {
      return;
    }
    List<QueueChange.Deliver> sorted =
        deliveries.stream()
            .sorted(
                Comparator.comparing(QueueChange.Deliver::item)
                    .thenComparing(QueueChange.Deliver::messageId))
            .toList();
    try (PreparedStatement statement = connection.prepareStatement(DELIVER)) {
      ItemKeys.set(statement, 1, sorted.stream().map(QueueChange.Deliver::item).toList());
      List<String> ids = sorted.stream().map(QueueChange.Deliver::messageId).toList();
      List<String> bodies = sorted.stream().map(deliver -> deliver.body().toString()).toList();
      statement.setArray(4, SqlArrays.texts(connection, ids));
      statement.setArray(5, SqlArrays.texts(connection, bodies));
      statement.executeUpdate();
    }
  }

  static void consume(Connection connection, List<QueueChange.Consume> consumed)
      throws SQLException {
    if (consumed.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(CONSUME)) {
      ItemKeys.set(statement, 1, consumed.stream().map(QueueChange.Consume::item).toList());
      List<String> ids = consumed.stream().map(QueueChange.Consume::messageId).toList();
      statement.setArray(4, SqlArrays.texts(connection, ids));
      statement.executeUpdate();
    }
  }

  /**
   * In the order in which messages are delivered, so that two groups do not wait for each other.
   */
  static void mark(Connection connection, Collection<QueueChange.Mark> marks) throws SQLException {
    if (marks.isEmpty()) {
      return;
    }
    List<QueueChange.Mark> sorted =
        marks.stream()
            .distinct()
            .sorted(
                Comparator.comparing(QueueChange.Mark::item)
                    .thenComparing(QueueChange.Mark::messageId))
            .toList();
    try (PreparedStatement statement = connection.prepareStatement(MARK)) {
      ItemKeys.set(statement, 1, sorted.stream().map(QueueChange.Mark::item).toList());
      List<String> ids = sorted.stream().map(QueueChange.Mark::messageId).toList();
      statement.setArray(4, SqlArrays.texts(connection, ids));
      statement.executeUpdate();
    }
  }

  static void forget(Connection connection, List<Item> items) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      ItemKeys.set(statement, 1, items);
      statement.executeUpdate();
    }
  }

  static Map<Item, List<Message>> read(Connection connection, Collection<Item> items)
      throws SQLException {
    Map<Item, List<Message>> inboxes = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      ItemKeys.set(statement, 1, List.copyOf(items));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Item item = ItemKeys.read(rows);
          inboxes
              .computeIfAbsent(item, key -> new ArrayList<>())
              .add(
                  new Message(
                      rows.getString(4),
                      JSON.readTree(rows.getString(5)),
                      rows.getTimestamp(6).toInstant()));
        }
      }
    }
    return inboxes;
  }
}
