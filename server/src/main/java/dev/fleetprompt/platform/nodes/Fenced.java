package dev.fleetprompt.platform.nodes;

import dev.fleetprompt.platform.commit.LeaseLostException;
import java.sql.Connection;
import java.sql.SQLException;

/** One transaction of a loop, which takes place only while the node's lease holds. */
public final class Fenced {

  /**
   * What is done in the transaction.
   *
   * @param <T> what it learns
   */
  @FunctionalInterface
  public interface Statements<T> {
    T execute(Connection connection) throws SQLException;
  }

  private Fenced() {}

  /**
   * Locks the lease's claim, executes the statements and commits, or rolls back when they fail.
   *
   * @param connection in auto-commit mode, before and after
   * @param whenLost the answer when the lease is lost and nothing was done
   */
  public static <T> T execute(
      Connection connection, Lease lease, T whenLost, Statements<T> statements)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      lease.hold(connection);
      T learnt = statements.execute(connection);
      connection.commit();
      return learnt;
    } catch (LeaseLostException e) {
      connection.rollback();
      return whenLost;
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }
}
