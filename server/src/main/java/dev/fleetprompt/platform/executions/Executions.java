package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs as requests see them: one tenant's, read and asked to stop. */
public final class Executions {

  private static final int LARGEST_PAGE = 200;
  private static final int MOST_ERRORS = 50;

  private static final String FIND =
      "select "
          + ExecutionRows.COLUMNS
          + " from fleet.execution e where e.tenant_id = ? and e.id = ?";

  /** Index: the primary key, backwards. */
  private static final String PAGE =
      "select "
          + ExecutionRows.COLUMNS
          + """
            from fleet.execution e
           where e.tenant_id = :tenant
             and (:before::uuid is null or e.id < :before)
             and (:workflow::text is null or e.workflow = :workflow)
             and (:installation::uuid is null or e.installation_id = :installation)
           order by e.id desc limit :limit
          """;

  /** Index: execution_ended. */
  private static final String ENDED =
      """
      select status, count(*) from fleet.execution
       where tenant_id = :tenant and ended_at >= :from and ended_at < :to group by status
      """;

  private static final String UNDER_WAY =
      """
      select count(*) from fleet.execution
       where tenant_id = :tenant and ended_at is null and created_at < :to
      """;

  private static final String ERRORS =
      """
      select workflow, error::jsonb ->> 'type' as type,
             coalesce(error::jsonb ->> 'detail', error::jsonb ->> 'title', '') as detail, count(*) as times
        from fleet.execution
       where tenant_id = :tenant and ended_at >= :from and ended_at < :to and status = 'faulted'
       group by 1, 2, 3 order by times desc, 1, 2, 3 limit :limit
      """;

  /** Index: execution_of_installation, once for each. */
  private static final String LATEST =
      """
      select e.installation_id, e.id, e.workflow, e.status, e.origin, e.created_at, e.ended_at
        from unnest(:installations::uuid[]) as i (id)
       cross join lateral (
         select * from fleet.execution e
          where e.tenant_id = :tenant and e.installation_id = i.id
          order by e.id desc limit 1) e
      """;

  private final TenantDatabase tenants;
  private final Commits commits;
  private final Ids ids;

  public Executions(TenantDatabase tenants, Commits commits, Ids ids) {
    this.tenants = tenants;
    this.commits = commits;
    this.ids = ids;
  }

  public Optional<Execution> find(TenantId tenant, UUID id) {
    return tenants.readOnly(
        tenant,
        sql ->
            sql.sql(FIND)
                .param(tenant.value())
                .param(id)
                .query((row, number) -> ExecutionRows.read(row))
                .optional());
  }

  /** What to list. */
  public record Query(
      Optional<String> workflow, Optional<UUID> installation, Optional<UUID> before, int limit) {

    /** The newest runs of all workflows. */
    public static Query newest(int limit) {
      return new Query(Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }
  }

  /**
   * Runs, newest first.
   *
   * @param query {@code before} is the last id of the page before; {@code limit} at most {@value
   *     #LARGEST_PAGE}
   */
  public List<Execution> page(TenantId tenant, Query query) {
    return tenants.readOnly(
        tenant,
        sql ->
            sql.sql(PAGE)
                .param("tenant", tenant.value())
                .param("before", query.before().orElse(null))
                .param("workflow", query.workflow().orElse(null))
                .param("installation", query.installation().orElse(null))
                .param("limit", Math.clamp(query.limit(), 1, LARGEST_PAGE))
                .query((row, number) -> ExecutionRows.read(row))
                .list());
  }

  /** The newest run of an installation, without what it worked on. */
  public record Latest(
      UUID installation,
      UUID run,
      String workflow,
      ExecutionStatus status,
      String origin,
      Instant createdAt,
      Optional<Instant> endedAt) {}

  /** The newest run of each installation that has one, at most {@value #LARGEST_PAGE} at once. */
  public List<Latest> latest(TenantId tenant, Collection<UUID> installations) {
    if (installations.isEmpty()) {
      return List.of();
    }
    return tenants.readOnly(
        tenant,
        sql ->
            sql.sql(LATEST)
                .param("tenant", tenant.value())
                .param(
                    "installations",
                    installations.stream().limit(LARGEST_PAGE).toArray(UUID[]::new))
                .query((row, number) ->
                    new Latest(
                        row.getObject("installation_id", UUID.class),
                        row.getObject("id", UUID.class),
                        row.getString("workflow"),
                        ExecutionStatus.of(row.getString("status")),
                        row.getString("origin"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                            .map(OffsetDateTime::toInstant)))
                .list());
  }

  /**
   * What became of runs.
   *
   * @param completed ended well within the window
   * @param faulted ended with an error within the window
   * @param cancelled were cancelled within the window
   * @param underWay were begun before the window's end and have not ended until now
   * @param errors why they faulted, most frequent first
   */
  public record Figures(
      long completed, long faulted, long cancelled, long underWay, List<ErrorCount> errors) {}

  /** How often runs of a workflow ended with an error. */
  public record ErrorCount(String workflow, String type, String detail, long times) {}

  /** Figures of the runs that ended in {@code [from, to)}. */
  public Figures figures(TenantId tenant, Instant from, Instant to) {
    return tenants.readOnly(tenant, sql -> figures(sql, tenant, from, to));
  }

  private static Figures figures(JdbcClient sql, TenantId tenant, Instant from, Instant to) {
    long[] ended = new long[ExecutionStatus.values().length];
    sql.sql(ENDED)
        .param("tenant", tenant.value())
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("to", to.atOffset(ZoneOffset.UTC))
        .query(row -> {
          ended[ExecutionStatus.of(row.getString(1)).ordinal()] = row.getLong(2);
        });
    OffsetDateTime end = to.atOffset(ZoneOffset.UTC);
    long underWay =
        sql.sql(UNDER_WAY)
            .param("tenant", tenant.value())
            .param("to", end)
            .query(Long.class)
            .single();
    List<ErrorCount> errors =
        sql.sql(ERRORS)
            .param("tenant", tenant.value())
            .param("from", from.atOffset(ZoneOffset.UTC))
            .param("to", end)
            .param("limit", MOST_ERRORS)
            .query((row, number) ->
                new ErrorCount(
                    row.getString(1), row.getString(2), row.getString(3), row.getLong(4)))
            .list();
    return new Figures(
        ended[ExecutionStatus.COMPLETED.ordinal()],
        ended[ExecutionStatus.FAULTED.ordinal()],
        ended[ExecutionStatus.CANCELLED.ordinal()],
        underWay,
        errors);
  }

  /**
   * Asks a run to stop; it does so at its next step, also while it is suspended, and what it
   * already requested goes on.
   *
   * @param reason for people; at most 500 characters are kept
   * @throws RunRefusedException when it has ended
   */
  public void cancel(TenantId tenant, UUID run, Actor by, String reason) {
    requireOpen(tenant, run, "cancelled");
    deliver(
        tenant,
        new QueueChange.Deliver(
            Runs.item(tenant, run), RunMessages.CANCEL, RunControl.body(by, reason)));
  }

  /**
   * Asks a run to pause. It begins nothing any more; calls that are under way may end, and with the
   * last one of a workflow the run. What arrives waits until it is resumed. Asking twice is the
   * same as once.
   *
   * @param reason for people; at most 500 characters are kept
   * @throws RunRefusedException when it has ended
   */
  public void suspend(TenantId tenant, UUID run, Actor by, String reason) {
    requireOpen(tenant, run, "paused");
    control(tenant, run, RunControl.Kind.SUSPEND, by, reason);
  }

  /**
   * Lets a paused run go on; nothing happens to one that is not paused.
   *
   * @throws RunRefusedException when it has ended
   */
  public void resume(TenantId tenant, UUID run, Actor by) {
    requireOpen(tenant, run, "resumed");
    control(tenant, run, RunControl.Kind.RESUME, by, "");
  }

  private void control(TenantId tenant, UUID run, RunControl.Kind kind, Actor by, String reason) {
    deliver(tenant, RunControl.of(kind, ids.next(), by, reason).to(Runs.item(tenant, run)));
  }

  private void deliver(TenantId tenant, QueueChange.Deliver message) {
    commits.commit(new UnitOfWork(tenant).add(message));
  }

  private void requireOpen(TenantId tenant, UUID id, String done) {
    Execution run = find(tenant, id).orElseThrow(RunRefusedException::unknown);
    if (run.status().ended()) {
      throw RunRefusedException.ended(run.status(), done);
    }
  }
}
