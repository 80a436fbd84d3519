package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.retention.LiveRuns;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Reads which runs have not ended. */
final class RunsUnderWay implements LiveRuns {

  private static final String AMONG =
      """
      select id from fleet.execution
      where tenant_id = :tenant and id = any (:runs) and ended_at is null
      """;

  // execution_open, which is small
  private static final String ANY_BEFORE =
      "select exists (select from fleet.execution where ended_at is null and id < :bound)";

  private final EngineDatabase database;

  RunsUnderWay(EngineDatabase database) {
    this.database = database;
  }

  @Override
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

  @Override
  public boolean anyBefore(UUID bound) {
    return database.sql().sql(ANY_BEFORE).param("bound", bound).query(Boolean.class).single();
  }
}
