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
      select pg_current_xact_id()::text
        from fleet.node where id = ? and epoch = ? and alive for key share
      """;

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

  @Override
  public String hold(Connection connection) throws SQLException, LeaseLostException {
    try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
      statement.setObject(1, node);
      statement.setLong(2, epoch);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          lost = true;
          throw new LeaseLostException(
              "Node " + node + " was silent for too long; its work has moved to another node.");
        }
        return row.getString(1);
      }
    }
  }
}
