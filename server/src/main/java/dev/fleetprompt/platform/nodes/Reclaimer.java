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
 * can be written afterwards. A node that has meanwhile lost its own lease leaves all of this to
 * others.
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
    Set<UUID> dead = NodeTable.dead(connection);
    if (!dead.isEmpty()) {
      Set<UUID> owning = work.stillOwning(connection, dead);
      if (!owning.isEmpty() && fenced(connection, open -> work.release(open, owning))) {
        work.released();
      }
      forget(connection, owning);
    }
  }

  private void forget(Connection connection, Set<UUID> owning) throws SQLException {
    Set<UUID> over = new HashSet<>(NodeTable.longDead(connection));
    over.removeAll(owning);
    if (!over.isEmpty()) {
      fenced(connection, open -> NodeTable.forget(open, over));
    }
  }

  private boolean markDead(Connection connection, UUID silent) throws SQLException {
    try {
      return Fenced.execute(connection, lease, false, open -> lockAndMark(open, silent));
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      LOG.warn("Node {} is frozen inside a transaction; its sessions are ended", silent);
      fenced(connection, open -> NodeTable.terminateSessions(open, silent));
      return false;
    }
  }

  private boolean lockAndMark(Connection connection, UUID silent) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK_TIMEOUT);
    }
    boolean locked = NodeTable.lockSilent(connection, silent, terms.lease());
    if (locked) {
      NodeTable.leave(connection, silent);
    }
    return locked;
  }

  private interface Work {
    void in(Connection connection) throws SQLException;
  }

  /** False when this node is itself taken for dead, and nothing was done. */
  private boolean fenced(Connection connection, Work what) throws SQLException {
    return Fenced.execute(
        connection,
        lease,
        false,
        open -> {
          what.in(open);
          return true;
        });
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
