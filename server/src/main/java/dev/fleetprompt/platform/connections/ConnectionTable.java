package dev.fleetprompt.platform.connections;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** The rows of fleet.connection, within a tenant's transaction. */
final class ConnectionTable {
  private static final String COLUMNS =
      """
      select tenant_id, connection_id, name, connector, host, port, private, status, config, created_at,
             checked_at, last_error
      from fleet.connection
      """;

  /** Follows the unique index on (tenant_id, name), as does the page. */
  private static final String FIND = COLUMNS + "where tenant_id = ? and name = ?";

  /** The primary key. */
  private static final String FIND_BY_ID = COLUMNS + "where tenant_id = ? and connection_id = ?";

  private static final String RENAME =
      """
      update fleet.connection set name = ?, updated_at = ?
      where tenant_id = ? and connection_id = ? and status <> 'revoked'
      """;

  private static final String FIND_FOR_UPDATE = FIND + " for update";

  private static final String PAGE =
      COLUMNS + "where tenant_id = ? and name > ? order by name limit ?";

  private static final String SAVE =
      """
      insert into fleet.connection (tenant_id, connection_id, name, connector, host, port, private, status,
        config, created_at, updated_at)
      values (?, ?, ?, ?, ?, ?, ?, 'connected', ?::jsonb, ?, ?)
      on conflict (tenant_id, connection_id) do update
      set host = excluded.host, port = excluded.port, private = excluded.private, status = 'connected',
          config = excluded.config, updated_at = excluded.updated_at, checked_at = null, last_error = null
      """;

  private static final String REVOKE =
      """
      update fleet.connection set status = 'revoked', updated_at = ?, last_error = null
      where tenant_id = ? and connection_id = ?
      """;

  private static final String CHECKED =
      """
      update fleet.connection set status = ?, checked_at = ?, last_error = ?
      where tenant_id = ? and connection_id = ? and status <> 'revoked'
      """;

  private ConnectionTable() {}

  static Optional<Connection> find(JdbcClient sql, TenantId tenant, String name) {
    return sql.sql(FIND).param(tenant.value()).param(name).query(ConnectionTable::read).optional();
  }

  static Optional<Connection> find(JdbcClient sql, TenantId tenant, ConnectionId id) {
    return sql.sql(FIND_BY_ID)
        .param(tenant.value())
        .param(id.value())
        .query(ConnectionTable::read)
        .optional();
  }

  static boolean rename(
      JdbcClient sql, TenantId tenant, ConnectionId id, String name, Instant now) {
    return sql.sql(RENAME)
            .param(name)
            .param(utc(now))
            .param(tenant.value())
            .param(id.value())
            .update()
        == 1;
  }

  static Optional<Connection> findForUpdate(JdbcClient sql, TenantId tenant, String name) {
    return sql.sql(FIND_FOR_UPDATE)
        .param(tenant.value())
        .param(name)
        .query(ConnectionTable::read)
        .optional();
  }

  static List<Connection> page(JdbcClient sql, TenantId tenant, String afterName, int limit) {
    return sql.sql(PAGE)
        .param(tenant.value())
        .param(afterName)
        .param(limit)
        .query(ConnectionTable::read)
        .list();
  }

  static void save(JdbcClient sql, Connection connection, Instant now) {
    sql.sql(SAVE)
        .param(connection.tenant().value())
        .param(connection.id().value())
        .param(connection.name())
        .param(connection.connector().value())
        .param(connection.host())
        .param(connection.port())
        .param(connection.privateAllowed())
        .param(ExactJson.write(connection.config()))
        .param(utc(connection.createdAt()))
        .param(utc(now))
        .update();
  }

  static void revoke(JdbcClient sql, Connection connection, Instant now) {
    sql.sql(REVOKE)
        .param(utc(now))
        .param(connection.tenant().value())
        .param(connection.id().value())
        .update();
  }

  static void checked(
      JdbcClient sql,
      Connection connection,
      Connection.Status status,
      Instant now,
      @Nullable String error) {
    sql.sql(CHECKED)
        .param(status.name().toLowerCase(Locale.ROOT))
        .param(utc(now))
        .param(error)
        .param(connection.tenant().value())
        .param(connection.id().value())
        .update();
  }

  private static Connection read(ResultSet row, int index) throws SQLException {
    OffsetDateTime checkedAt = row.getObject("checked_at", OffsetDateTime.class);
    return new Connection(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new ConnectionId(row.getObject("connection_id", UUID.class)),
        row.getString("name"),
        new ConnectorName(row.getString("connector")),
        row.getString("host"),
        row.getInt("port"),
        row.getBoolean("private"),
        Connection.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        (ObjectNode) ExactJson.read(row.getString("config")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(checkedAt).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("last_error")));
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
