package dev.fleetprompt.platform.commit;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes of one tenant that become true together or not at all. Filled by one thread, then handed
 * to {@link Commits} or to a writer lane; not used again afterwards.
 */
public final class UnitOfWork {

  private final TenantId tenant;
  private final List<Change> changes = new ArrayList<>();
  private final List<Change> derived = new ArrayList<>();

  public UnitOfWork(TenantId tenant) {
    this.tenant = tenant;
  }

  public TenantId tenant() {
    return tenant;
  }

  public UnitOfWork add(Change change) {
    changes.add(change);
    return this;
  }

  public UnitOfWork addAll(Iterable<? extends Change> more) {
    more.forEach(changes::add);
    return this;
  }

  /**
   * Adds what a writer found to follow from a change while the unit is being written; forgotten
   * when the group rolls back.
   */
  void derive(Change change) {
    derived.add(change);
  }

  void forgetDerived() {
    derived.clear();
  }

  List<Change> changes() {
    return changes;
  }

  List<Change> derived() {
    return derived;
  }

  /** The number of rows this unit stands for, for the size of a group. */
  int weight() {
    return Math.max(1, changes.size());
  }
}
