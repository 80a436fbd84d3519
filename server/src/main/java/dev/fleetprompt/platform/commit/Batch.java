package dev.fleetprompt.platform.commit;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.Connection;
import java.util.List;

/**
 * All changes of one kind in a group of units that share a transaction.
 *
 * @param <C> the kind of change
 */
public final class Batch<C extends Change> {

  /**
   * One change and the unit that it belongs to.
   *
   * @param <C> the kind of change
   */
  public record Entry<C extends Change>(UnitOfWork unit, C change) {

    public TenantId tenant() {
      return unit.tenant();
    }
  }

  private final Connection connection;
  private final Stage stage;
  private final List<Entry<C>> entries;
  private final Group group;

  Batch(Connection connection, Stage stage, List<Entry<C>> entries, Group group) {
    this.connection = connection;
    this.stage = stage;
    this.entries = entries;
    this.group = group;
  }

  public Connection connection() {
    return connection;
  }

  public List<Entry<C>> entries() {
    return entries;
  }

  /**
   * Adds a change that follows from one just written to the same unit.
   *
   * @throws IllegalStateException when its kind belongs to this stage or an earlier one
   */
  public void follow(UnitOfWork unit, Change change) {
    group.follow(stage, unit, change);
  }

  /**
   * Calls this on the committing thread once the transaction is durable: to wake whoever waits for
   * it. Quick, and never fails; after a crash nobody calls it, so nothing may depend on it.
   */
  public void afterCommit(Runnable notice) {
    group.afterCommit(notice);
  }
}
