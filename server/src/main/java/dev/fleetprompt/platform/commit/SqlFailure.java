package dev.fleetprompt.platform.commit;

import java.sql.SQLException;
import java.util.Set;

/** What a failed statement says about trying again, by PostgreSQL's error classes. */
final class SqlFailure {

  /** Classes: connection, insufficient resources, operator intervention, system error. */
  private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "53", "57", "58");

  /**
   * Serialization failure, deadlock, lock not available, idle-in-transaction and transaction
   * timeouts, read-only (failover).
   */
  private static final Set<String> TRANSIENT_STATES =
      Set.of("40001", "40P01", "55P03", "25P03", "25P04", "25006");

  private SqlFailure() {}

  /** Whether the same statements may succeed later, unchanged. */
  static boolean isTransient(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        || TRANSIENT_STATES.contains(state)
        || (state.length() == 5 && TRANSIENT_CLASSES.contains(state.substring(0, 2)));
  }
}
