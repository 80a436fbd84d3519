package dev.fleetprompt.platform.commit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane's connection, opened when it is needed. The server may take hours to notice that a client
 * is gone, and the locks of an open transaction stay for so long; so a new session begins by ending
 * the one that it follows.
 */
final class Session implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final int NONE = 0;

  /** A process id may be in use again, so it must belong to this node as well. */
  private static final String END =
      """
      select pg_terminate_backend(pid) from pg_stat_activity
       where pid = ? and usename = current_user
         and application_name = current_setting('application_name') and pid <> pg_backend_pid()
      """;

  private final String name;
  private final DataSource connections;
  private @Nullable Connection connection;
  private int backend = NONE;

  Session(String name, DataSource connections) {
    this.name = name;
    this.connections = connections;
  }

  /** The connection, not in auto-commit mode. */
  Connection open() throws SQLException {
    Connection known = connection;
    if (known != null && !known.isClosed()) {
      return known;
    }
    Connection opened = connections.getConnection();
    try {
      opened.setAutoCommit(false);
      if (backend != NONE) {
        end(opened, backend);
      }
      backend = opened.unwrap(PGConnection.class).getBackendPID();
    } catch (SQLException e) {
      close(opened);
      throw e;
    }
    connection = opened;
    return opened;
  }

  void rollback() {
    Connection open = connection;
    if (open == null) {
      return;
    }
    try {
      open.rollback();
    } catch (SQLException e) {
      LOG.debug("{} drops its connection: {}", name, e.getMessage());
      close();
    }
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      close(open);
    }
  }

  private static void end(Connection connection, int backend) throws SQLException {
    try (PreparedStatement end = connection.prepareStatement(END)) {
      end.setInt(1, backend);
      end.executeQuery().close();
    }
    connection.commit();
  }

  private void close(Connection open) {
    try {
      open.close();
    } catch (SQLException e) {
      LOG.debug("{} could not close its connection: {}", name, e.getMessage());
    }
  }
}
