package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.retention.LiveRuns;
import dev.fleetprompt.platform.retention.OldMonths;
import dev.fleetprompt.platform.retention.RetentionPass;
import dev.fleetprompt.platform.retention.RetentionRule;
import dev.fleetprompt.platform.retention.RetentionSettings;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes away directives that ended long ago, with their attempts and the business keys that they
 * still hold: a completed one blocks its key for as long as it is kept. Those of runs that have not
 * ended stay.
 */
@Component
class DirectiveRetention implements RetentionRule {

  private static final int BATCH = 1_000;
  private static final UUID LOWEST = new UUID(0, 0);

  // directive_by_end
  private static final String OLD =
      """
      select id, run_id, ended_at from fleet.directive
      where tenant_id = :tenant and ended_at < :limit
        and (ended_at, id) > (:ended_after, :after)
      order by ended_at, id
      limit :batch
      """;

  private static final String DELETE_KEYS =
      """
      delete from fleet.directive_key k
       using fleet.directive d
       where d.tenant_id = :tenant and d.id = any (:ids)
         and k.tenant_id = d.tenant_id and k.type = d.type and k.key = d.business_key
         and k.directive_id = d.id
      """;

  private static final String DELETE_ATTEMPTS =
      "delete from fleet.attempt where tenant_id = :tenant and directive_id = any (:ids)";

  private static final String DELETE =
      "delete from fleet.directive where tenant_id = :tenant and id = any (:ids)";

  private static final String HOLDS_ROWS =
      "select exists (select from fleet.directive where id >= :from and id < :to)";

  private record Old(UUID id, @Nullable UUID run, Instant endedAt) {}

  private final EngineDatabase database;
  private final OldMonths months;
  private final LiveRuns liveRuns;
  private final int days;

  DirectiveRetention(
      EngineDatabase database, OldMonths months, LiveRuns liveRuns, RetentionSettings settings) {
    this.database = database;
    this.months = months;
    this.liveRuns = liveRuns;
    this.days = settings.directivesDays();
  }

  @Override
  public Turn turn() {
    return Turn.FIRST;
  }

  @Override
  public void apply(RetentionPass pass) {
    Instant limit = pass.before(days);
    for (TenantId tenant : pass.tenants()) {
      take(pass, tenant, limit);
    }
    months.drop(pass, limit, month -> !holdsRows(month), "attempt", "directive");
  }

  private void take(RetentionPass pass, TenantId tenant, Instant limit) {
    Old[] after = {new Old(LOWEST, null, Instant.EPOCH)};
    pass.inBatches(
        BATCH,
        () ->
            database.inTransaction(sql -> {
              List<Old> old = old(sql, tenant, limit, after[0]);
              if (!old.isEmpty()) {
                after[0] = old.getLast();
                delete(pass, sql, tenant, unneeded(tenant, old));
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
                row.getObject("run_id", UUID.class),
                row.getObject("ended_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  private UUID[] unneeded(TenantId tenant, List<Old> old) {
    Set<UUID> live =
        liveRuns.among(
            tenant, old.stream().map(Old::run).filter(Objects::nonNull).distinct().toList());
    return old.stream()
        .filter(directive -> directive.run() == null || !live.contains(directive.run()))
        .map(Old::id)
        .toArray(UUID[]::new);
  }

  private static void delete(RetentionPass pass, JdbcClient sql, TenantId tenant, UUID[] ids) {
    pass.deleted("directive_key", change(sql, DELETE_KEYS, tenant, ids));
    pass.deleted("attempt", change(sql, DELETE_ATTEMPTS, tenant, ids));
    pass.deleted("directive", change(sql, DELETE, tenant, ids));
  }

  private static int change(JdbcClient sql, String statement, TenantId tenant, UUID[] ids) {
    return ids.length == 0
        ? 0
        : sql.sql(statement).param("tenant", tenant.value()).param("ids", ids).update();
  }

  private boolean holdsRows(OldMonths.Month month) {
    return database
        .sql()
        .sql(HOLDS_ROWS)
        .param("from", month.from())
        .param("to", month.to())
        .query(Boolean.class)
        .single();
  }
}
