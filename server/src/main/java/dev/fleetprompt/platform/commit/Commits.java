package dev.fleetprompt.platform.commit;

import dev.fleetprompt.platform.tenancy.TenantDatabase;

/**
 * Commits one unit of work at once, as its tenant: for requests. The engine's own work goes through
 * writer lanes instead.
 */
public interface Commits {

  /**
   * Returns when the unit is durable.
   *
   * @throws UnitRefusedException when a writer refused it; nothing was written
   */
  void commit(UnitOfWork unit);

  /** Commits in a transaction of the unit's tenant, under its role. */
  static Commits asTenants(TenantDatabase tenants, Writers writers) {
    return new TenantCommits(tenants, writers);
  }
}
