package dev.fleetprompt.platform.commit;

import java.sql.Connection;
import java.sql.SQLException;

/** What a writer lane must hold, inside its transaction, to be allowed to write. */
public interface Fence {

  /**
   * Locks this node's claim until the transaction ends, so that nobody can take it away in between.
   *
   * @return the transaction's id, as {@code pg_current_xact_id()} gives it: with it, a commit whose
   *     answer was lost can be looked up
   * @throws LeaseLostException when the claim is gone: nothing may be written
   */
  String hold(Connection connection) throws SQLException, LeaseLostException;
}
