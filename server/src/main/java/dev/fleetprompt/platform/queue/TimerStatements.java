package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.SqlArrays;
import dev.fleetprompt.platform.queue.SortedChanges.TimerKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements on {@code fleet.timer}. */
final class TimerStatements {

  private static final Comparator<TimerKey> KEY_ORDER =
      Comparator.comparing(TimerKey::item).thenComparing(TimerKey::name);

  private static final String SET =
      """
      insert into fleet.timer (tenant_id, kind, item_id, name, due_at)
      select * from unnest(?::uuid[], ?::int2[], ?::uuid[], ?::text[], ?::timestamptz[])
      on conflict (tenant_id, kind, item_id, name) do update set due_at = excluded.due_at
      """;

  private static final String CANCEL =
      """
      delete from fleet.timer t
       using unnest(?::uuid[], ?::int2[], ?::uuid[], ?::text[]) as k (tenant_id, kind, item_id, name)
       where (t.tenant_id, t.kind, t.item_id, t.name) = (k.tenant_id, k.kind, k.item_id, k.name)
      """;

  private static final String FORGET =
      """
      delete from fleet.timer t
       using unnest(?::uuid[], ?::int2[], ?::uuid[]) as k (tenant_id, kind, item_id)
       where (t.tenant_id, t.kind, t.item_id) = (k.tenant_id, k.kind, k.item_id)
      """;

  /**
   * Turns due timers of all tenants into messages and wakes their items, in one statement. Index:
   * timer_due, which serves a time that is asked once, in a query of its own, and not one that may
   * be another for every row.
   */
  private static final String PROMOTE =
      """
      with due as (
        delete from fleet.timer t
         using (select tenant_id, kind, item_id, name from fleet.timer
                 where due_at <= (select clock_timestamp())
                 order by due_at limit ? for update skip locked) as k
         where (t.tenant_id, t.kind, t.item_id, t.name) = (k.tenant_id, k.kind, k.item_id, k.name)
        returning t.tenant_id, t.kind, t.item_id, t.name, t.due_at),
      told as (
        insert into fleet.inbox (tenant_id, kind, item_id, message_id, body)
        select tenant_id, kind, item_id, 'timer:' || name,
               to_json(to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text
          from due
        on conflict do nothing)
      insert into fleet.queue (tenant_id, kind, item_id)
      select distinct tenant_id, kind, item_id from due order by 1, 2, 3
      on conflict (tenant_id, kind, item_id) do update set dirty = true
      returning tenant_id, kind, item_id, node
      """;

  /** Index: timer_due. */
  private static final String IS_DUE =
      "select exists (select from fleet.timer where due_at <= (select clock_timestamp()))";

  private static final String NEXT = "select min(due_at) from fleet.timer";

  private TimerStatements() {}

  static void set(Connection connection, Map<TimerKey, Instant> timers) throws SQLException {
    if (timers.isEmpty()) {
      return;
    }
    List<TimerKey> keys = timers.keySet().stream().sorted(KEY_ORDER).toList();
    try (PreparedStatement statement = connection.prepareStatement(SET)) {
      setKeys(statement, keys);
      List<Instant> dues = keys.stream().map(timers::get).toList();
      statement.setArray(5, SqlArrays.instants(connection, dues));
      statement.executeUpdate();
    }
  }

  static void cancel(Connection connection, Collection<TimerKey> cancelled) throws SQLException {
    if (cancelled.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(CANCEL)) {
      setKeys(statement, cancelled.stream().sorted(KEY_ORDER).toList());
      statement.executeUpdate();
    }
  }

  static void forget(Connection connection, List<Item> items) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      ItemKeys.set(statement, 1, items);
      statement.executeUpdate();
    }
  }

  /** How many timers came due, at most {@code limit}, and whom to tell. */
  static Promotion promote(Connection connection, int limit) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PROMOTE)) {
      statement.setInt(1, limit);
      try (ResultSet rows = statement.executeQuery()) {
        return Promotion.read(rows);
      }
    }
  }

  static boolean isDue(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(IS_DUE);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  static Optional<Instant> next(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEXT);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
    }
  }

  private static void setKeys(PreparedStatement statement, List<TimerKey> keys)
      throws SQLException {
    ItemKeys.set(statement, 1, keys.stream().map(TimerKey::item).toList());
    List<String> names = keys.stream().map(TimerKey::name).toList();
    statement.setArray(4, SqlArrays.texts(statement.getConnection(), names));
  }
}
