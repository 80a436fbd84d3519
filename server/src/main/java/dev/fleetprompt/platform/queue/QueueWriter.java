package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.SqlArrays;
import dev.fleetprompt.platform.commit.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a group's changes of the queue, each kind in one statement over sorted keys, and tells
 * afterwards who may go on. Rows that exist are locked first, in key order, so that groups that
 * wake each other's items wait instead of deadlocking.
 */
final class QueueWriter implements ChangeWriter<QueueChange> {

  private static final String LOCK =
      """
      select 1 from fleet.queue q
        join unnest(?::uuid[], ?::int2[], ?::uuid[]) as k (tenant_id, kind, item_id)
       using (tenant_id, kind, item_id)
       order by q.tenant_id, q.kind, q.item_id for update of q
      """;

  private static final String WAKE =
      """
      insert into fleet.queue (tenant_id, kind, item_id)
      select * from unnest(?::uuid[], ?::int2[], ?::uuid[])
      on conflict (tenant_id, kind, item_id) do update set dirty = true
      returning tenant_id, kind, item_id, node
      """;

  private static final String OWN =
      """
      insert into fleet.queue (tenant_id, kind, item_id, node)
      select * from unnest(?::uuid[], ?::int2[], ?::uuid[], ?::uuid[])
      """;

  private static final String RELEASE =
      """
      update fleet.queue q set node = null, dirty = false, reclaimed = false
        from unnest(?::uuid[], ?::int2[], ?::uuid[]) as k (tenant_id, kind, item_id)
       where (q.tenant_id, q.kind, q.item_id) = (k.tenant_id, k.kind, k.item_id)
      """;

  private static final String PARK =
      """
      delete from fleet.queue q
       using unnest(?::uuid[], ?::int2[], ?::uuid[]) as k (tenant_id, kind, item_id)
       where (q.tenant_id, q.kind, q.item_id) = (k.tenant_id, k.kind, k.item_id) and not q.dirty
      returning q.tenant_id, q.kind, q.item_id
      """;

  private static final String CLEAN =
      """
      update fleet.queue q set dirty = false
        from unnest(?::uuid[], ?::int2[], ?::uuid[]) as k (tenant_id, kind, item_id)
       where (q.tenant_id, q.kind, q.item_id) = (k.tenant_id, k.kind, k.item_id)
      """;

  private static final String FINISH =
      """
      delete from fleet.queue q
       using unnest(?::uuid[], ?::int2[], ?::uuid[]) as k (tenant_id, kind, item_id)
       where (q.tenant_id, q.kind, q.item_id) = (k.tenant_id, k.kind, k.item_id)
      """;

  private final WakeUps wakeUps;

  QueueWriter(WakeUps wakeUps) {
    this.wakeUps = wakeUps;
  }

  @Override
  public Class<QueueChange> changes() {
    return QueueChange.class;
  }

  @Override
  public Stage stage() {
    return Stage.JOBS;
  }

  @Override
  public void write(Batch<QueueChange> batch) throws SQLException {
    SortedChanges changes = SortedChanges.of(batch.entries());
    Connection connection = batch.connection();
    if (changes.mayDeadlock()) {
      update(connection, LOCK, changes.locked());
    }
    InboxStatements.consume(connection, changes.consumed());
    InboxStatements.mark(connection, changes.marks());
    TimerStatements.set(connection, changes.timers());
    TimerStatements.cancel(connection, changes.cancelled());
    // Whoever writes both takes the item's row before its messages.
    Map<UUID, Set<Item>> news = wake(connection, ItemKeys.sorted(changes.woken()));
    InboxStatements.deliver(connection, changes.deliveries());
    own(connection, changes.owned());
    update(connection, RELEASE, ItemKeys.sorted(changes.released()));
    park(connection, changes.parks());
    finish(connection, ItemKeys.sorted(changes.finished()));
    batch.afterCommit(() -> tell(changes, news));
  }

  private void tell(SortedChanges changes, Map<UUID, Set<Item>> news) {
    changes.timers().values().stream().min(Comparator.naturalOrder()).ifPresent(wakeUps::timer);
    if (!changes.woken().isEmpty() || !changes.released().isEmpty()) {
      wakeUps.runnable();
    }
    news.forEach(wakeUps::news);
    Set<Item> done = changes.done();
    if (!done.isEmpty()) {
      wakeUps.done(done);
    }
  }

  /** The owners of the woken items that are owned. */
  private static Map<UUID, Set<Item>> wake(Connection connection, List<Item> items)
      throws SQLException {
    Map<UUID, Set<Item>> news = new HashMap<>();
    if (items.isEmpty()) {
      return news;
    }
    try (PreparedStatement statement = connection.prepareStatement(WAKE)) {
      ItemKeys.set(statement, 1, items);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          UUID owner = rows.getObject(4, UUID.class);
          if (owner != null) {
            news.computeIfAbsent(owner, node -> new HashSet<>()).add(ItemKeys.read(rows));
          }
        }
      }
    }
    return news;
  }

  private static void own(Connection connection, List<QueueChange.Own> owned) throws SQLException {
    if (owned.isEmpty()) {
      return;
    }
    List<QueueChange.Own> sorted =
        owned.stream().sorted(Comparator.comparing(QueueChange.Own::item)).toList();
    try (PreparedStatement statement = connection.prepareStatement(OWN)) {
      ItemKeys.set(statement, 1, sorted.stream().map(QueueChange.Own::item).toList());
      List<UUID> nodes = sorted.stream().map(QueueChange.Own::node).toList();
      statement.setArray(4, SqlArrays.uuids(connection, nodes));
      statement.executeUpdate();
    }
  }

  private static void park(Connection connection, List<QueueChange.Park> parks)
      throws SQLException {
    if (parks.isEmpty()) {
      return;
    }
    List<Item> items = ItemKeys.sorted(parks.stream().map(QueueChange.Park::item).toList());
    Set<Item> parked = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(PARK)) {
      ItemKeys.set(statement, 1, items);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          parked.add(ItemKeys.read(rows));
        }
      }
    }
    parks.forEach(park -> park.decide(parked.contains(park.item())));
    update(connection, CLEAN, items.stream().filter(item -> !parked.contains(item)).toList());
  }

  private static void finish(Connection connection, List<Item> items) throws SQLException {
    if (!items.isEmpty()) {
      update(connection, FINISH, items);
      TimerStatements.forget(connection, items);
      InboxStatements.forget(connection, items);
    }
  }

  private static void update(Connection connection, String sql, List<Item> items)
      throws SQLException {
    if (!items.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        ItemKeys.set(statement, 1, items);
        statement.execute();
      }
    }
  }
}
