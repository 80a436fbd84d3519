package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.paging.BoundedSearch;
import dev.fleetprompt.platform.paging.Conditions;
import dev.fleetprompt.platform.paging.Count;
import dev.fleetprompt.platform.paging.Slice;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.ActorKind;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds runs, newest first. At most {@value BoundedSearch#LOOKED} rows are looked at for a page;
 * one that ends there says so, and the next one goes on from there.
 */
public final class RunExplorer {

  /** The most runs on a page. */
  public static final int LARGEST_PAGE = 200;

  private static final int RECENT = 2_000;

  private static final String SUMMARY =
      """
      id, workflow, workflow_version, installation_id, status, origin, requester_kind, requester_id,
      causation, created_at, started_at, ended_at, error
      """;

  // What a run came to is not read for a list, apart from the sentence of its error.
  private static final String SHOWN =
      """
      f.*, coalesce(f.error::jsonb ->> 'detail', f.error::jsonb ->> 'title', f.error::jsonb ->> 'type') as failure\
      """;

  /**
   * Index: the primary key, backwards, up to the bound; execution_of_installation,
   * execution_by_causation or execution_open where those narrow more.
   */
  private static final BoundedSearch<RunSummary> SEARCH =
      new BoundedSearch<>(
          "fleet.execution", SUMMARY, SHOWN, (row, number) -> read(row), RunSummary::id);

  /** Index: the primary key, backwards. */
  private static final String WORKFLOWS =
      """
      select distinct workflow from (
        select workflow from fleet.execution where tenant_id = :tenant order by id desc limit :recent) recent
      order by workflow
      """;

  private static final String LED_TO =
      """
      select %s
      from (
        select %s from fleet.execution
        where tenant_id = :tenant and causation = any(:causes::text[])
        order by id
        limit :size) f
      order by f.id
      """;

  private final TenantDatabase tenants;

  public RunExplorer(TenantDatabase tenants) {
    this.tenants = tenants;
  }

  /**
   * One page.
   *
   * @param after the run after which it begins; empty for the first
   * @param size at most {@value #LARGEST_PAGE}
   */
  public Slice<RunSummary> page(TenantId tenant, RunSearch search, Optional<UUID> after, int size) {
    int rows = Math.clamp(size, 1, LARGEST_PAGE);
    return tenants.readOnly(
        tenant, sql -> SEARCH.page(sql, indexed(tenant, search, after), others(search), rows));
  }

  /**
   * What these led to directly, oldest first; at most {@value #LARGEST_PAGE}. Index:
   * execution_by_causation.
   */
  public List<RunSummary> ledTo(TenantId tenant, List<Link> causes) {
    return tenants.readOnly(
        tenant,
        sql ->
            sql.sql(LED_TO.formatted(SHOWN, SUMMARY))
                .param("tenant", tenant.value())
                .param("causes", Link.texts(causes))
                .param("size", LARGEST_PAGE)
                .query((row, number) -> read(row))
                .list());
  }

  /** How many there are; at least that many where counting stopped at its bound. */
  public Count count(TenantId tenant, RunSearch search) {
    return tenants.readOnly(
        tenant,
        sql -> SEARCH.count(sql, indexed(tenant, search, Optional.empty()), others(search)));
  }

  /** The workflows of the latest 2,000 runs, by name. */
  public List<String> workflows(TenantId tenant) {
    return tenants.readOnly(
        tenant,
        sql ->
            sql.sql(WORKFLOWS)
                .param("tenant", tenant.value())
                .param("recent", RECENT)
                .query((row, number) -> row.getString("workflow"))
                .list());
  }

  private static Conditions indexed(TenantId tenant, RunSearch search, Optional<UUID> after) {
    boolean open =
        !search.statuses().isEmpty()
            && search.statuses().stream().noneMatch(ExecutionStatus::ended);
    return new Conditions()
        .and("tenant_id = :tenant", "tenant", tenant.value())
        .and("id < :after", "after", after)
        .and("id >= :lowest", "lowest", search.from().map(Ids::lowestAt))
        .and("id < :highest", "highest", search.to().map(Ids::lowestAt))
        .and("installation_id = :installation", "installation", search.installation())
        .and("causation = :causation", "causation", search.causation().map(Link::toString))
        .when(open, "ended_at is null");
  }

  private static Conditions others(RunSearch search) {
    Conditions others =
        new Conditions()
            .and("workflow = :workflow", "workflow", search.workflow())
            .and("requester_id = :requester", "requester", search.requester());
    if (!search.statuses().isEmpty()) {
      others.and(
          "status = any(:statuses)",
          "statuses",
          search.statuses().stream().map(ExecutionStatus::text).toArray(String[]::new));
    }
    return others;
  }

  private static RunSummary read(ResultSet row) throws SQLException {
    return new RunSummary(
        row.getObject("id", UUID.class),
        row.getString("workflow"),
        row.getString("workflow_version"),
        Optional.ofNullable(row.getObject("installation_id", UUID.class)),
        ExecutionStatus.of(row.getString("status")),
        row.getString("origin"),
        new Actor(
            ActorKind.valueOf(row.getString("requester_kind").toUpperCase(Locale.ROOT)),
            row.getString("requester_id")),
        Optional.ofNullable(row.getString("causation")).flatMap(Link::parse),
        row.getTimestamp("created_at").toInstant(),
        instant(row, "started_at"),
        instant(row, "ended_at"),
        Optional.ofNullable(row.getString("failure")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
