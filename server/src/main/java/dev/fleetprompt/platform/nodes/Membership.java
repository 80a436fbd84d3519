package dev.fleetprompt.platform.nodes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's place among those that share the database: joins with a fresh id, keeps the lease
 * alive, takes over from nodes that fell silent, and leaves in order. Never joins again: a process
 * that lost its lease joins anew, as another node.
 */
public final class Membership implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final DataSource connections;
  private final Lease lease;
  private final WorkOfDeadNodes work;
  private final Heartbeat heartbeat;
  private final Reclaimer reclaimer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Membership(
      DataSource connections, Lease lease, LeaseTerms terms, WorkOfDeadNodes work, Runnable lost) {
    this.connections = connections;
    this.lease = lease;
    this.work = work;
    heartbeat = new Heartbeat(connections, lease, terms, lost);
    reclaimer = new Reclaimer(connections, lease, terms, work);
  }

  /**
   * Registers a node and begins its heartbeat.
   *
   * @param connections as the engine's role, under {@link #sessionName} as application name,
   *     outside of any pool's limits
   * @param id never used before
   * @param name for people and logs
   * @param lanes how many writer lanes it has
   * @param lost called once, on the heartbeat's thread, when the lease is gone
   */
  public static Membership join(
      DataSource connections,
      UUID id,
      String name,
      LeaseTerms terms,
      int lanes,
      WorkOfDeadNodes work,
      Runnable lost)
      throws SQLException {
    long askedAt = System.nanoTime();
    try (Connection connection = connections.getConnection()) {
      connection.setAutoCommit(true);
      long epoch = NodeTable.register(connection, id, name, lanes);
      Lease lease = new Lease(id, epoch, terms.lease(), askedAt);
      Membership membership = new Membership(connections, lease, terms, work, lost);
      membership.heartbeat.start();
      membership.reclaimer.start();
      LOG.info("Node {} joined as number {}", id, epoch);
      return membership;
    }
  }

  /**
   * The application name that a node's connections carry, so that a frozen node's sessions can be
   * ended.
   */
  public static String sessionName(UUID node) {
    return NodeTable.sessionName(node);
  }

  public Lease lease() {
    return lease;
  }

  /**
   * Gives up the lease and what it covers, so that others need not wait for it to run out; does
   * nothing when it is lost already. Call after the lanes have ended.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    reclaimer.close();
    heartbeat.close();
    lease.lose();
    try (Connection connection = connections.getConnection()) {
      connection.setAutoCommit(true);
      if (Fenced.execute(connection, lease, false, this::leave)) {
        work.released();
      }
    } catch (SQLException e) {
      LOG.warn(
          "Node {} could not leave in order; others take over: {}", lease.node(), e.getMessage());
    }
  }

  private boolean leave(Connection connection) throws SQLException {
    NodeTable.leave(connection, lease.node());
    work.release(connection, Set.of(lease.node()));
    return true;
  }
}
