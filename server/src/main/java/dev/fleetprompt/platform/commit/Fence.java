package dev.fleetprompt.platform.commit;

import java.sql.Connection;
import java.sql.SQLException;

/** What a writer lane must hold, inside its transaction, to be allowed to write. */
public interface Fence {

  /**
   * Locks this node's claim until the transaction ends, so that nobody can take it away in between,
   * and records this group as the lane's last one if the transaction commits. One statement.
   *
   * @param lane the lane's number, from 0
   * @param group the number of the lane's last committed group, plus one
   * @throws LeaseLostException when the claim is gone: nothing may be written
   */
  void hold(Connection connection, int lane, long group) throws SQLException, LeaseLostException;

  /**
   * The number of the lane's last committed group, 0 before the first. Waits for a transaction that
   * still holds the fence for this lane, so the answer is final: whatever it does not count never
   * takes place.
   *
   * @throws LeaseLostException when the node is forgotten
   */
  long lastGroup(Connection connection, int lane) throws SQLException, LeaseLostException;
}
