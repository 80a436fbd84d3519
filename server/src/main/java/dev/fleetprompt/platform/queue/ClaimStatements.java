package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The statements that give items to nodes and take them away. */
final class ClaimStatements {

  private static final int TENANTS = 64;

  /**
   * Takes runnable items, shared evenly among the tenants that have some: a loose scan of
   * queue_runnable finds up to {@value #TENANTS} such tenants after the one served last, so that no
   * tenant's backlog delays another's first item.
   */
  private static final String CLAIM =
      """
      with recursive tenants (tenant_id, n) as (
        (select tenant_id, 1 from fleet.queue
          where kind = ? and node is null and tenant_id > ? order by tenant_id limit 1)
        union all
        select (select q.tenant_id from fleet.queue q
                 where q.kind = ? and q.node is null and q.tenant_id > t.tenant_id
                 order by q.tenant_id limit 1), t.n + 1
          from tenants t where t.tenant_id is not null and t.n < ?),
      served as materialized (select tenant_id from tenants where tenant_id is not null),
      picked as materialized (
        select i.tenant_id, i.item_id, i.reclaimed from served s cross join lateral (
          select q.tenant_id, q.item_id, q.reclaimed from fleet.queue q
           where q.kind = ? and q.tenant_id = s.tenant_id and q.node is null
           order by q.enqueued_at
           limit (select greatest(1, ? / count(*)) from served)
             for update skip locked) i
         limit ?)
      update fleet.queue q set node = ?, dirty = false, reclaimed = false
        from picked p
       where q.tenant_id = p.tenant_id and q.kind = ? and q.item_id = p.item_id
      returning q.tenant_id, q.kind, q.item_id, p.reclaimed
      """;

  private static final String OWNED =
      "select tenant_id, kind, item_id, reclaimed from fleet.queue where node = ?";

  /** Index: queue_owned. */
  private static final String DIRTY =
      "select tenant_id, kind, item_id, reclaimed from fleet.queue where node = ? and dirty";

  private static final String RELEASE =
      """
      update fleet.queue set node = null, dirty = false, reclaimed = true where node = any (?)
      """;

  private static final String STILL_OWNING =
      """
      select n from unnest(?::uuid[]) as n
       where exists (select 1 from fleet.queue q where q.node = n)
      """;

  /** An item and whether its former owner died with it. */
  record Taken(Item item, boolean reclaimed) {}

  private ClaimStatements() {}

  /**
   * @param after the tenant served last
   * @param limit at most so many items
   */
  static List<Taken> claim(Connection connection, ItemKind kind, UUID after, int limit, UUID node)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setShort(1, kind.code());
      statement.setObject(2, after);
      statement.setShort(3, kind.code());
      statement.setInt(4, TENANTS);
      statement.setShort(5, kind.code());
      statement.setInt(6, limit);
      statement.setInt(7, limit);
      statement.setObject(8, node);
      statement.setShort(9, kind.code());
      return taken(statement);
    }
  }

  static List<Taken> owned(Connection connection, UUID node) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OWNED)) {
      statement.setObject(1, node);
      return taken(statement);
    }
  }

  /** The items of a node that have news. */
  static List<Taken> dirty(Connection connection, UUID node) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DIRTY)) {
      statement.setObject(1, node);
      return taken(statement);
    }
  }

  static void release(Connection connection, Collection<UUID> nodes) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
      statement.setArray(1, SqlArrays.uuids(connection, List.copyOf(nodes)));
      statement.executeUpdate();
    }
  }

  static Set<UUID> stillOwning(Connection connection, Collection<UUID> nodes) throws SQLException {
    Set<UUID> owning = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(STILL_OWNING)) {
      statement.setArray(1, SqlArrays.uuids(connection, List.copyOf(nodes)));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          owning.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return owning;
  }

  private static List<Taken> taken(PreparedStatement statement) throws SQLException {
    List<Taken> taken = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        taken.add(new Taken(ItemKeys.read(rows), rows.getBoolean(4)));
      }
    }
    return taken;
  }
}
