package dev.fleetprompt.platform.commit;

import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

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

  /**
   * Runs statements and commits a unit with them, all in one transaction of the tenant: for modules
   * that write their own tables in requests and have something to state with it.
   *
   * @param work writes with the client, and adds to the unit what becomes true with that; what it
   *     throws undoes all of it
   * @throws UnitRefusedException when a writer refused the unit; nothing was written
   */
  <T extends @Nullable Object> T together(
      TenantId tenant, BiFunction<JdbcClient, UnitOfWork, T> work);

  /** Commits in a transaction of the unit's tenant, under its role. */
  static Commits asTenants(TenantDatabase tenants, Writers writers) {
    return new TenantCommits(tenants, writers);
  }
}
