package dev.fleetprompt.platform.commit;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.transaction.TransactionSystemException;

/** What a failed statement says about trying again, by PostgreSQL's error classes. */
public final class SqlFailure {

  /** Classes: connection, insufficient resources, operator intervention, system error. */
  private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "53", "57", "58");

  /**
   * Serialization failure, deadlock, lock not available, idle-in-transaction and transaction
   * timeouts, read-only (failover).
   */
  private static final Set<String> TRANSIENT_STATES =
      Set.of("40001", "40P01", "55P03", "25P03", "25P04", "25006");

  /** A statement that took too long would take as long again. */
  private static final String QUERY_CANCELED = "57014";

  private SqlFailure() {}

  /**
   * Whether the database was away or busy and nothing else is wrong: what failed, however deep the
   * reason, may succeed later unchanged.
   */
  public static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TransactionSystemException ended
          && ended.getApplicationException() != null) {
        // That the rollback failed as well says less than what led to it.
        return isBehind(ended.getApplicationException());
      }
      if (cause instanceof SQLException sql) {
        return !QUERY_CANCELED.equals(sql.getSQLState()) && isTransient(sql);
      }
    }
    return false;
  }

  /** Whether the same statements may succeed later, unchanged. */
  static boolean isTransient(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        || TRANSIENT_STATES.contains(state)
        || (state.length() == 5 && TRANSIENT_CLASSES.contains(state.substring(0, 2)));
  }
}
