package dev.fleetprompt.platform.nodes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on a thread and a connection of its own that this node lives: a platform thread, so that no
 * other work can delay it.
 */
final class Heartbeat implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final DataSource connections;
  private final Lease lease;
  private final LeaseTerms terms;
  private final Runnable lost;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("fleet-heartbeat").daemon(true).unstarted(this::run);
  private @Nullable Connection connection;

  Heartbeat(DataSource connections, Lease lease, LeaseTerms terms, Runnable lost) {
    this.connections = connections;
    this.lease = lease;
    this.terms = terms;
    this.lost = lost;
  }

  void start() {
    thread.start();
  }

  private void run() {
    long pause = terms.heartbeat().toMillis();
    try {
      while (!stop.await(pause, TimeUnit.MILLISECONDS)) {
        if (!beat()) {
          LOG.error("Node {} lost its lease: it was silent for too long", lease.node());
          lease.lose();
          lost.run();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drop();
    }
  }

  /** False when the lease is gone; a database that cannot be reached decides nothing. */
  private boolean beat() {
    long askedAt = System.nanoTime();
    try {
      Connection open = connection;
      if (open == null) {
        open = connections.getConnection();
        open.setAutoCommit(true);
        // An answer that comes later than this can no longer tell that the lease holds.
        open.setNetworkTimeout(Runnable::run, Math.toIntExact(terms.lease().toMillis()));
        connection = open;
      }
      if (!NodeTable.beat(open, lease.node(), lease.epoch())) {
        return false;
      }
      lease.renewed(askedAt);
      return true;
    } catch (SQLException e) {
      LOG.warn("Node {} could not send its heartbeat: {}", lease.node(), e.getMessage());
      drop();
      return true;
    }
  }

  private void drop() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("The heartbeat's connection could not be closed: {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
