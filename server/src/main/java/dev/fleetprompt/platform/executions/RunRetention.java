package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.directives.OpenDirectives;
import dev.fleetprompt.platform.retention.OldMonths;
import dev.fleetprompt.platform.retention.RetentionPass;
import dev.fleetprompt.platform.retention.RetentionRule;
import dev.fleetprompt.platform.retention.RetentionSettings;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes away runs that ended long ago, with their journals: a month at once when nothing of it is
 * needed any more, else in batches. Payloads, which a month's runs share, go when their tenant has
 * no run of that month left.
 */
final class RunRetention implements RetentionRule {

  private static final int BATCH = 200;
  private static final UUID LOWEST = new UUID(0, 0);

  private static final String NEEDED =
      """
      select exists (
        select from fleet.execution
        where id >= :from and id < :to and (ended_at is null or ended_at >= :limit))
      """;

  // execution_ended
  private static final String OLD =
      """
      select id, ended_at from fleet.execution
      where tenant_id = :tenant and ended_at < :limit
        and (ended_at, id) > (:ended_after, :after)
      order by ended_at, id
      limit :batch
      """;

  private static final String DELETE_JOURNALS =
      "delete from fleet.journal where tenant_id = :tenant and execution_id = any (:ids)";

  private static final String DELETE_SNAPSHOTS =
      "delete from fleet.snapshot where tenant_id = :tenant and execution_id = any (:ids)";

  private static final String DELETE_TAKEOVERS =
      "delete from fleet.takeover where tenant_id = :tenant and execution_id = any (:ids)";

  private static final String DELETE =
      "delete from fleet.execution where tenant_id = :tenant and id = any (:ids)";

  // A month's payloads have the lowest id of the month for their own.
  private static final String DELETE_PAYLOADS =
      """
      delete from fleet.payload
      where tenant_id = :tenant and month = :from
        and hash in (
          select hash from fleet.payload where tenant_id = :tenant and month = :from limit :batch)
        and not exists (
          select from fleet.execution where tenant_id = :tenant and id >= :from and id < :to)
      """;

  private record Old(UUID id, Instant endedAt) {}

  private final EngineDatabase database;
  private final OldMonths months;
  private final OpenDirectives directives;
  private final int days;

  RunRetention(
      EngineDatabase database,
      OldMonths months,
      OpenDirectives directives,
      RetentionSettings settings) {
    this.database = database;
    this.months = months;
    this.directives = directives;
    this.days = settings.runsDays();
  }

  @Override
  public Turn turn() {
    return Turn.FIRST;
  }

  @Override
  public void apply(RetentionPass pass) {
    Instant limit = pass.before(days);
    months.drop(
        pass,
        limit,
        month -> !isNeeded(month, limit),
        "journal",
        "payload",
        "snapshot",
        "takeover",
        "execution");
    for (TenantId tenant : pass.tenants()) {
      takeRuns(pass, tenant, limit);
      takePayloads(pass, tenant, limit);
    }
  }

  private boolean isNeeded(OldMonths.Month month, Instant limit) {
    return directives.anyBetween(month.from(), month.to())
        || database
            .sql()
            .sql(NEEDED)
            .param("from", month.from())
            .param("to", month.to())
            .param("limit", limit.atOffset(ZoneOffset.UTC))
            .query(Boolean.class)
            .single();
  }

  private void takeRuns(RetentionPass pass, TenantId tenant, Instant limit) {
    Old[] after = {new Old(LOWEST, Instant.EPOCH)};
    pass.inBatches(
        BATCH,
        () ->
            database.inTransaction(sql -> {
              List<Old> old = old(sql, tenant, limit, after[0]);
              if (!old.isEmpty()) {
                after[0] = old.getLast();
                UUID[] ids = unneeded(tenant, old);
                pass.deleted("journal", change(sql, DELETE_JOURNALS, tenant, ids));
                pass.deleted("snapshot", change(sql, DELETE_SNAPSHOTS, tenant, ids));
                pass.deleted("takeover", change(sql, DELETE_TAKEOVERS, tenant, ids));
                pass.deleted("execution", change(sql, DELETE, tenant, ids));
              }
              return old.size();
            }));
  }

  private static List<Old> old(JdbcClient sql, TenantId tenant, Instant limit, Old after) {
    return sql.sql(OLD)
        .param("tenant", tenant.value())
        .param("limit", limit.atOffset(ZoneOffset.UTC))
        .param("ended_after", after.endedAt().atOffset(ZoneOffset.UTC))
        .param("after", after.id())
        .param("batch", BATCH)
        .query((row, number) ->
            new Old(
                row.getObject("id", UUID.class),
                row.getObject("ended_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  private UUID[] unneeded(TenantId tenant, List<Old> old) {
    List<UUID> ids = old.stream().map(Old::id).toList();
    Set<UUID> needed = directives.among(tenant, ids);
    return ids.stream().filter(id -> !needed.contains(id)).toArray(UUID[]::new);
  }

  private static int change(JdbcClient sql, String statement, TenantId tenant, UUID[] ids) {
    return ids.length == 0
        ? 0
        : sql.sql(statement).param("tenant", tenant.value()).param("ids", ids).update();
  }

  private void takePayloads(RetentionPass pass, TenantId tenant, Instant limit) {
    for (OldMonths.Month month : months.before(limit, "payload")) {
      pass.inBatches(
          BATCH,
          () -> {
            int rows =
                database
                    .sql()
                    .sql(DELETE_PAYLOADS)
                    .param("tenant", tenant.value())
                    .param("from", month.from())
                    .param("to", month.to())
                    .param("batch", BATCH)
                    .update();
            pass.deleted("payload", rows);
            return rows;
          });
    }
  }
}
