package dev.fleetprompt.platform.nodes;

import dev.fleetprompt.platform.commit.Fence;
import dev.fleetprompt.platform.commit.LeaseLostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * One process's claim to act, for as long as its heartbeats arrive. The database decides; {@link
 * #holds()} is the node's own, stricter view by its monotonic clock, which keeps running while a
 * process is frozen.
 */
public final class Lease implements Fence {

  /**
   * {@code key share} so that heartbeats, which change no key, do not wait for open groups;
   * reclaiming does.
   */
  private static final String HOLD =
      """
      select 1 from fleet.node where id = ? and epoch = ? and alive for key share
      """;

  /** A query that locks is not folded into the one around it, so the lock comes first. */
  private static final String HOLD_LANE =
      """
      with held as (
        select id from fleet.node where id = ? and epoch = ? and alive for key share
      )
      update fleet.writer_lane l set group_no = ?
        from held where l.node_id = held.id and l.lane = ? and l.group_no = ?
      """;

  /** Waits for the group that changes the row; then sees what became of it. */
  private static final String LAST_GROUP =
      "select group_no from fleet.writer_lane where node_id = ? and lane = ? for update";

  private final UUID node;
  private final long epoch;
  private final Duration length;
  private volatile long heldUntil;
  private volatile boolean lost;

  /**
   * @param grantedAt {@link System#nanoTime()} from before the database was asked
   */
  Lease(UUID node, long epoch, Duration length, long grantedAt) {
    this.node = node;
    this.epoch = epoch;
    this.length = length;
    this.heldUntil = grantedAt + length.toNanos();
  }

  public UUID node() {
    return node;
  }

  long epoch() {
    return epoch;
  }

  /** Whether this node may still begin an effect. */
  public boolean holds() {
    return !lost && heldUntil - System.nanoTime() > 0;
  }

  void renewed(long askedAt) {
    heldUntil = askedAt + length.toNanos();
  }

  void lose() {
    lost = true;
  }

  /**
   * Locks this node's claim until the transaction ends.
   *
   * @throws LeaseLostException when the claim is gone: nothing may be written
   */
  void hold(Connection connection) throws SQLException, LeaseLostException {
    try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
      statement.setObject(1, node);
      statement.setLong(2, epoch);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw gone();
        }
      }
    }
  }

  @Override
  public void hold(Connection connection, int lane, long group)
      throws SQLException, LeaseLostException {
    try (PreparedStatement statement = connection.prepareStatement(HOLD_LANE)) {
      statement.setObject(1, node);
      statement.setLong(2, epoch);
      statement.setLong(3, group);
      statement.setInt(4, lane);
      statement.setLong(5, group - 1);
      if (statement.executeUpdate() == 0) {
        throw gone();
      }
    }
  }

  @Override
  public long lastGroup(Connection connection, int lane) throws SQLException, LeaseLostException {
    try (PreparedStatement statement = connection.prepareStatement(LAST_GROUP)) {
      statement.setObject(1, node);
      statement.setInt(2, lane);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw gone();
        }
        return row.getLong(1);
      }
    }
  }

  private LeaseLostException gone() {
    lost = true;
    return new LeaseLostException(
        "Node " + node + " was silent for too long; its work has moved to another node.");
  }
}
