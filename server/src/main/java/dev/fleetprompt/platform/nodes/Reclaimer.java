package dev.fleetprompt.platform.nodes;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for nodes that fell silent, all the time. A silent node's row is locked first, which waits
 * for the groups it has open; a group that stays open belongs to a frozen process, whose sessions
 * are ended. Only then is the node marked dead, and only then does its work move: so nothing of it
 * can be written afterwards.
 */
final class Reclaimer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reclaimer.class);
  private static final String LOCK_TIMEOUT = "set local lock_timeout = '500ms'";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final DataSource connections;
  private final Lease lease;
  private final LeaseTerms terms;
  private final WorkOfDeadNodes work;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("fleet-reclaimer").daemon(true).unstarted(this::run);

  Reclaimer(DataSource connections, Lease lease, LeaseTerms terms, WorkOfDeadNodes work) {
    this.connections = connections;
    this.lease = lease;
    this.terms = terms;
    this.work = work;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stop.await(terms.look().toMillis(), TimeUnit.MILLISECONDS)) {
        lookUntilFailure();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookUntilFailure() throws InterruptedException {
    try (Connection connection = connections.getConnection()) {
      do {
        look(connection);
      } while (!stop.await(terms.look().toMillis(), TimeUnit.MILLISECONDS));
    } catch (SQLException | RuntimeException e) {
      LOG.warn("Looking for silent nodes failed and goes on: {}", e.getMessage());
    }
  }

  private void look(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    for (UUID silent : NodeTable.silent(connection, lease.node(), terms.lease())) {
      if (markDead(connection, silent)) {
        LOG.warn("Node {} was silent for more than {}; its work moves", silent, terms.lease());
      }
    }
    connection.setAutoCommit(true);
    Set<UUID> dead = NodeTable.dead(connection);
    if (!dead.isEmpty()) {
      Set<UUID> owning = work.stillOwning(dead);
      if (!owning.isEmpty()) {
        work.release(owning);
      }
      Set<UUID> empty = new HashSet<>(dead);
      empty.removeAll(owning);
      NodeTable.forget(connection, empty);
    }
  }

  private boolean markDead(Connection connection, UUID silent) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK_TIMEOUT);
      boolean locked = NodeTable.lockSilent(connection, silent, terms.lease());
      if (locked) {
        NodeTable.leave(connection, silent);
      }
      connection.commit();
      return locked;
    } catch (SQLException e) {
      connection.rollback();
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      LOG.warn("Node {} is frozen inside a transaction; its sessions are ended", silent);
      NodeTable.terminateSessions(connection, silent);
      connection.commit();
      return false;
    }
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
