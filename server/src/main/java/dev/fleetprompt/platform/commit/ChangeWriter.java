package dev.fleetprompt.platform.commit;

import java.sql.SQLException;

/**
 * Writes all changes of one kind of a group of units, in one or few statements. Implemented by the
 * module that owns the tables and registered as a bean.
 *
 * @param <C> the kind of change
 */
public interface ChangeWriter<C extends Change> {

  /** The class of the changes, or an interface that all of them implement. */
  Class<C> changes();

  Stage stage();

  /**
   * Writes the batch on its connection, inside the group's transaction. May be called again with
   * the same changes after a rollback, so whatever it tells its changes must be overwritten by the
   * next call. Statements name the tenant in every key; rows are sorted by key where two groups
   * might otherwise lock them in different orders.
   *
   * @throws UnitRefusedException to undo one unit of the group while the others go on
   */
  void write(Batch<C> batch) throws SQLException;
}
