package dev.fleetprompt.crash;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.executions.StartRun;
import dev.fleetprompt.platform.executions.StoreDefinition;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.node.JsonNodeFactory;

/** Runs of one workflow, each of which posts a window of its own, and what became of them. */
final class Windows {

  /** Posts its window between two reads. */
  static final String POSTING =
      """
      document: {dsl: '1.0.3', namespace: crash, name: post, version: '1.0.0'}
      do:
        - before: {call: crash.query, with: {millis: 30}, output: {as: '${ $input }'}}
        - post: {call: crash.post, with: {window: '${ .window }'}}
        - after: {call: crash.read, with: {millis: 20}, output: {as: '${ $input }'}}
      """;

  private static final String OUTCOMES =
      """
      select e.id, e.status, e.input::jsonb ->> 'window' as window, d.state, d.error_code
        from fleet.execution e
        left join fleet.directive d
          on d.tenant_id = e.tenant_id and d.run_id = e.id and d.type = 'crash.post'
       where e.tenant_id = ?
      """;

  /**
   * A window's run and its directive.
   *
   * @param state the directive's; null before it was requested
   */
  record Outcome(
      UUID run, String status, String window, @Nullable String state, @Nullable String error) {

    boolean isCompleted() {
      return status.equals("completed");
    }

    boolean isInDoubt() {
      return "in_doubt".equals(state);
    }

    boolean isSettled() {
      return isCompleted() || status.equals("faulted") || isInDoubt();
    }
  }

  private final Commits commits;
  private final EngineDatabase database;
  private final Ids ids;
  private final TenantId tenant;
  private final UUID definition;
  private int started;

  Windows(ApplicationContext platform, TenantId tenant, String workflow) {
    this.commits = platform.getBean(Commits.class);
    this.database = platform.getBean(EngineDatabase.class);
    this.ids = platform.getBean(Ids.class);
    this.tenant = tenant;
    this.definition = ids.next();
    commits.commit(
        new UnitOfWork(tenant)
            .add(
                new StoreDefinition(
                    definition,
                    "crash",
                    "post",
                    "1.0.0",
                    workflow,
                    Optional.empty(),
                    Optional.empty())));
  }

  /** Starts so many runs in one unit of work. */
  List<UUID> start(int count) {
    UnitOfWork unit = new UnitOfWork(tenant);
    List<UUID> runs = IntStream.range(0, count).mapToObj(i -> ids.next()).toList();
    runs.forEach(run -> unit.add(startOf(run)));
    started += count;
    commits.commit(unit);
    return runs;
  }

  private StartRun startOf(UUID run) {
    return new StartRun(
        run,
        definition,
        "post",
        "1.0.0",
        Optional.empty(),
        "manual",
        Actor.human("tester"),
        Link.run(run),
        Optional.empty(),
        JsonNodeFactory.instance.objectNode().put("window", run.toString()),
        JsonNodeFactory.instance.objectNode(),
        Instant.now());
  }

  int started() {
    return started;
  }

  List<Outcome> outcomes() {
    return database
        .sql()
        .sql(OUTCOMES)
        .param(tenant.value())
        .query((row, number) ->
            new Outcome(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)))
        .list();
  }

  /** Whether every run has ended or waits for a person's word. */
  boolean areSettled() {
    return outcomes().stream().allMatch(Outcome::isSettled);
  }

  long underWay() {
    return outcomes().stream().filter(outcome -> !outcome.isSettled()).count();
  }
}
