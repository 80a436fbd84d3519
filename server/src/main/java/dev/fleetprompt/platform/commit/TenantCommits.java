package dev.fleetprompt.platform.commit;

import dev.fleetprompt.platform.tenancy.TenantDatabase;
import java.util.List;

/** Commits in a transaction of the unit's tenant, under its role. */
final class TenantCommits implements Commits {

  private final TenantDatabase tenants;
  private final Writers writers;

  TenantCommits(TenantDatabase tenants, Writers writers) {
    this.tenants = tenants;
    this.writers = writers;
  }

  @Override
  public void commit(UnitOfWork unit) {
    Group committed =
        tenants.withConnection(
            unit.tenant(),
            connection -> {
              Group group = new Group(writers, connection);
              group.write(List.of(unit));
              return group;
            });
    committed.committed();
  }
}
