package dev.fleetprompt.platform.nodes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The statements on {@code fleet.node}, whose rows take those of their lanes with them. Every time
 * is the database's, so that the nodes' clocks do not matter.
 */
final class NodeTable {

  private static final String REGISTER =
      """
      with joined as (
        insert into fleet.node (id, name) values (?, ?) returning id, epoch
      ), lanes as (
        insert into fleet.writer_lane (node_id, lane, group_no)
        select id, number, 0 from joined, generate_series(0, ? - 1) as number
      )
      select epoch from joined
      """;

  private static final String BEAT =
      """
      update fleet.node set heartbeat_at = clock_timestamp()
       where id = ? and epoch = ? and alive
      """;

  private static final String LEAVE = "update fleet.node set alive = false where id = ?";

  private static final String SILENT =
      """
      select id from fleet.node
       where alive and id <> ? and heartbeat_at < clock_timestamp() - ? * interval '1 millisecond'
      """;

  private static final String LOCK_SILENT =
      """
      select 1 from fleet.node
       where id = ? and alive and heartbeat_at < clock_timestamp() - ? * interval '1 millisecond'
         for update
      """;

  private static final String DEAD = "select id from fleet.node where not alive";

  private static final String LONG_DEAD =
      """
      select id from fleet.node
       where not alive and heartbeat_at < clock_timestamp() - interval '1 day'
      """;

  private static final String FORGET = "delete from fleet.node where not alive and id = any (?)";

  private static final String TERMINATE =
      """
      select pg_terminate_backend(pid) from pg_stat_activity
       where usename = current_user and application_name = ? and pid <> pg_backend_pid()
      """;

  private NodeTable() {}

  /** The name under which a node's lanes appear in {@code pg_stat_activity}. */
  static String sessionName(UUID node) {
    return "fleet-node:" + node;
  }

  static long register(Connection connection, UUID id, String name, int lanes) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REGISTER)) {
      statement.setObject(1, id);
      statement.setString(2, name);
      statement.setInt(3, lanes);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  static boolean beat(Connection connection, UUID id, long epoch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BEAT)) {
      statement.setObject(1, id);
      statement.setLong(2, epoch);
      return statement.executeUpdate() == 1;
    }
  }

  static void leave(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LEAVE)) {
      statement.setObject(1, id);
      statement.executeUpdate();
    }
  }

  static Set<UUID> silent(Connection connection, UUID me, Duration lease) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SILENT)) {
      statement.setObject(1, me);
      statement.setLong(2, lease.toMillis());
      return ids(statement);
    }
  }

  static Set<UUID> dead(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DEAD)) {
      return ids(statement);
    }
  }

  /** Those that nobody asks about any more. */
  static Set<UUID> longDead(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LONG_DEAD)) {
      return ids(statement);
    }
  }

  /**
   * Waits for the node's open groups; false when it spoke up in the meantime or somebody else was
   * faster.
   */
  static boolean lockSilent(Connection connection, UUID id, Duration lease) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK_SILENT)) {
      statement.setObject(1, id);
      statement.setLong(2, lease.toMillis());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  static void forget(Connection connection, Set<UUID> ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      statement.executeUpdate();
    }
  }

  static void terminateSessions(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TERMINATE)) {
      statement.setString(1, sessionName(id));
      statement.executeQuery().close();
    }
  }

  private static Set<UUID> ids(PreparedStatement statement) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
    }
    return ids;
  }
}
