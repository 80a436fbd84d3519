package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Which runs have asked for something that is not decided or done yet. */
@Component
public final class OpenDirectives {

  // directive_by_run
  private static final String AMONG =
      """
      select run_id from fleet.directive
      where tenant_id = :tenant and run_id = any (:runs) and ended_at is null
      """;

  // directive_unfinished, which is small
  private static final String ANY_BETWEEN =
      """
      select exists (
        select from fleet.directive
        where state in ('proposed', 'scheduled', 'approved', 'running', 'in_doubt')
          and run_id >= :from and run_id < :to)
      """;

  private final EngineDatabase database;

  OpenDirectives(EngineDatabase database) {
    this.database = database;
  }

  /** Those of the runs with a directive that has not ended. */
  public Set<UUID> among(TenantId tenant, Collection<UUID> runs) {
    return runs.isEmpty()
        ? Set.of()
        : new HashSet<>(
            database
                .sql()
                .sql(AMONG)
                .param("tenant", tenant.value())
                .param("runs", runs.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
  }

  /** Whether any run of any tenant with an id from {@code from} to before {@code to} has one. */
  public boolean anyBetween(UUID from, UUID to) {
    return database
        .sql()
        .sql(ANY_BETWEEN)
        .param("from", from)
        .param("to", to)
        .query(Boolean.class)
        .single();
  }
}
