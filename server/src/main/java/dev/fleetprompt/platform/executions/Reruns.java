package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.interpreter.RunState;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.schemas.JsonBounds;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * New runs from the journals of others: the retry of one that failed, and branches. What was done
 * before the point where the new run goes on is taken over and not done again. The new run is
 * caused by the old one, which does not change, and is told of by {@code workflow.run.retried} or
 * {@code workflow.run.branched}.
 */
public final class Reruns {

  /** The origin of retries. */
  public static final String RETRY = "retry";

  /** The origin of branches. */
  public static final String BRANCH = "branch";

  /** The most entries that a run takes over. */
  public static final int MOST_ENTRIES = 20_000;

  private static final JsonBounds BOUNDS = new JsonBounds(1024 * 1024, 100);

  private final Executions executions;
  private final TenantDefinitions definitions;
  private final RunReplay replay;
  private final RunFacts facts;
  private final TenantDatabase tenants;
  private final Commits commits;
  private final Ids ids;
  private final Clock clock;

  Reruns(
      Executions executions,
      TenantDefinitions definitions,
      RunReplay replay,
      RunFacts facts,
      TenantDatabase tenants,
      Commits commits,
      Ids ids,
      Clock clock) {
    this.executions = executions;
    this.definitions = definitions;
    this.replay = replay;
    this.facts = facts;
    this.tenants = tenants;
    this.commits = commits;
    this.ids = ids;
    this.clock = clock;
  }

  /** Where a rerun comes from: the first {@code entries} entries of another run. */
  public record Source(UUID run, int entries) {}

  /** Where a run comes from, if it is a rerun. */
  public Optional<Source> source(Execution run) {
    return Takeover.isMadeBy(run)
        ? tenants
            .readOnly(run.tenant(), sql -> Takeovers.find(sql, run.tenant(), run.id()))
            .map(found -> new Source(found.source(), found.entries()))
        : Optional.empty();
  }

  /**
   * A new run that makes the failed call anew and goes on from there. Directives that the old run
   * had under way in parallel are waited for, not requested again.
   *
   * @return its id
   * @throws RunRefusedException when the run did not fail, not in a call, or its time is up
   */
  public UUID retry(TenantId tenant, UUID id, Actor by) {
    Execution run = executions.find(tenant, id).orElseThrow(RunRefusedException::unknown);
    if (run.status() != ExecutionStatus.FAULTED) {
      throw new RunRefusedException(
          "run_retry_not_faulted",
          "The run is %s; only one that failed can be retried.".formatted(run.status().text()));
    }
    Definition definition = definition(run);
    List<JournalCodec.Row> rows = rows(run, MOST_ENTRIES + 1);
    if (rows.size() > MOST_ENTRIES) {
      throw tooLong();
    }
    int before = Failure.before(replay, definition, rows);
    Instant now = now();
    JournalPart part = new JournalPart(rows.subList(0, before)).continuedAt(now);
    requireTime(definition, replay.fold(definition, part.rows()), now);
    UUID rerun = ids.next();
    return begin(run, part.takeover(rerun, id), RETRY, run.input(), by, now);
  }

  /**
   * A new run that goes on after an entry of another one, which may be under way; what that one had
   * begun and not ended by then is done anew.
   *
   * @param entry its number, from 0
   * @param value what the run is given, the call came to or the event says instead; at most 1 MiB
   * @return its id
   * @throws RunRefusedException when there is no such entry, it has no data to change, or nothing
   *     comes after it
   */
  public UUID branch(TenantId tenant, UUID id, int entry, Optional<JsonNode> value, Actor by) {
    Execution run = executions.find(tenant, id).orElseThrow(RunRefusedException::unknown);
    if (entry >= MOST_ENTRIES) {
      throw tooLong();
    }
    value
        .flatMap(BOUNDS::violation)
        .ifPresent(wrong -> {
          throw new RunRefusedException("run_branch_data", "The data " + wrong + ".");
        });
    Definition definition = definition(run);
    List<JournalCodec.Row> rows = rows(run, entry + 1);
    if (entry < 0 || rows.size() <= entry) {
      throw new RunRefusedException(
          "run_entry_unknown", "The run's journal has no entry %d.".formatted(entry));
    }
    Instant now = now();
    UUID branch = ids.next();
    JournalPart part = new JournalPart(rows);
    value.ifPresent(part::edited);
    part.startedAs(branch).continuedAt(now);
    RunState state = replay.fold(definition, part.rows());
    requireSamePath(definition, rows, state, value.isPresent());
    requireTime(definition, state, now);
    JsonNode input = entry == 0 ? value.orElse(run.input()) : run.input();
    return begin(run, part.takeover(branch, id), BRANCH, input, by, now);
  }

  private UUID begin(
      Execution run, Takeover takeover, String origin, JsonNode input, Actor by, Instant now) {
    StartRun start =
        new StartRun(
            takeover.run(),
            run.definition(),
            run.workflow(),
            run.version(),
            run.installation(),
            origin,
            by,
            run.correlation(),
            Optional.of(Link.run(run.id())),
            input,
            run.context(),
            now);
    commits.commit(
        new UnitOfWork(run.tenant())
            .add(start)
            .add(takeover)
            .add(facts.rerun(run, takeover, origin, by)));
    return takeover.run();
  }

  private void requireSamePath(
      Definition definition, List<JournalCodec.Row> rows, RunState state, boolean edited) {
    if (!edited && state.end().isPresent()) {
      throw new RunRefusedException(
          "run_branch_nothing_left",
          "The run ended with this entry. Choose an earlier one, or change the entry's data.");
    }
    RunState original = replay.fold(definition, new JournalPart(rows).rows());
    if (original.entries() != state.entries()) {
      throw new RunRefusedException(
          "run_branch_other_path",
          "A new run would have taken another way before this entry, since the workflow decides by"
              + " the run's id. Choose an earlier entry.");
    }
  }

  /** Refuses a run whose time limit is over before it begins. */
  private void requireTime(Definition definition, RunState state, Instant now) {
    List<Command> outstanding =
        state.end().isPresent()
            ? List.of()
            : replay.interpreter().decide(definition, state).outstanding();
    List<String> calls =
        outstanding.stream()
            .filter(Command.Call.class::isInstance)
            .map(command -> ((Command.Call) command).task())
            .toList();
    for (Command command : outstanding) {
      if (command instanceof Command.StartTimer timer && !timer.due().isAfter(now)) {
        String limited = timer.id().task();
        if (limited.equals("/timeout")
            || calls.stream().anyMatch(call -> (call + "/").startsWith(limited + "/"))) {
          throw new RunRefusedException(
              "run_time_over",
              "The time limit of %s ended at %s. Start a new run, or branch from an earlier entry."
                  .formatted(limited.equals("/timeout") ? "the run" : limited, timer.due()));
        }
      }
    }
  }

  private Definition definition(Execution run) {
    return definitions
        .of(run)
        .orElseThrow(() ->
            new RunRefusedException(
                "run_workflow_refused",
                "This version does not accept the run's workflow any more; start a new run."));
  }

  private List<JournalCodec.Row> rows(Execution run, int most) {
    List<JournalCodec.Row> rows = replay.rows(run, 0, most);
    if (rows.isEmpty()) {
      throw new RunRefusedException(
          "run_journal_empty", "The run has no journal to go on from; start a new run.");
    }
    return rows;
  }

  private static RunRefusedException tooLong() {
    return new RunRefusedException(
        "run_too_long",
        "A run takes over at most %,d entries; choose an earlier one, or start a new run."
            .formatted(MOST_ENTRIES));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
