package dev.fleetprompt.platform.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread with a connection of its own that does one round after another, through database
 * failures, until it is closed.
 */
abstract class NodeLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeLoop.class);
  private static final int PAUSE_AFTER_FAILURE_MILLIS = 200;

  private final DataSource connections;
  private final Thread thread;
  private volatile boolean closed;

  NodeLoop(String name, DataSource connections) {
    this.connections = connections;
    thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  /** Does what there is to do and then waits for more. The connection is in auto-commit mode. */
  abstract void round(Connection connection) throws SQLException, InterruptedException;

  /** Called when a connection was lost, and with it perhaps an answer. */
  void interrupted() {}

  final void start() {
    thread.start();
  }

  final boolean isClosed() {
    return closed;
  }

  private void run() {
    try {
      while (!closed) {
        try (Connection connection = connections.getConnection()) {
          connection.setAutoCommit(true);
          while (!closed) {
            round(connection);
          }
        } catch (SQLException | RuntimeException e) {
          LOG.warn("{} failed and goes on: {}", thread.getName(), e.getMessage());
          LOG.debug("{} failed", thread.getName(), e);
          interrupted();
          TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
