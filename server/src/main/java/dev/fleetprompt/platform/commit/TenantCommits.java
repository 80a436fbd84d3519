package dev.fleetprompt.platform.commit;

import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

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

  @Override
  public <T extends @Nullable Object> T together(
      TenantId tenant, BiFunction<JdbcClient, UnitOfWork, T> work) {
    Outcome<T> outcome =
        tenants.withConnection(
            tenant,
            (sql, connection) -> {
              UnitOfWork unit = new UnitOfWork(tenant);
              T result = work.apply(sql, unit);
              Group group = new Group(writers, connection);
              group.write(List.of(unit));
              return new Outcome<>(result, group);
            });
    outcome.group().committed();
    return outcome.result();
  }

  private record Outcome<T extends @Nullable Object>(T result, Group group) {}
}
