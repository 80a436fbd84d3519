package dev.fleetprompt.platform.executions;

import static java.util.stream.Collectors.joining;

import dev.fleetprompt.engine.interpreter.Awaited;
import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.interpreter.RunState;
import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.platform.executions.RunMoment.Awaits;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Computes where runs stood after any of their entries, by folding their journals anew; changes
 * nothing. Reads at most {@value Reruns#MOST_ENTRIES} entries at a time.
 */
public final class RunMoments {

  private static final int LARGEST_VALUE = 256 * 1024;

  private final TenantDefinitions definitions;
  private final RunReplay replay;
  private final RunJournal journal;

  RunMoments(TenantDefinitions definitions, RunReplay replay, RunJournal journal) {
    this.definitions = definitions;
    this.replay = replay;
    this.journal = journal;
  }

  /**
   * The run after an entry; empty when there is no such entry.
   *
   * @throws RunRefusedException when it is too far into the run, or this build does not accept the
   *     run's workflow
   */
  public Optional<RunMoment> at(Execution run, int entry) {
    List<JournalLine> line = journal.page(run.tenant(), run.id(), entry - 1, 1);
    if (entry < 0 || line.isEmpty() || line.getFirst().seq() != entry) {
      return Optional.empty();
    }
    if (entry >= Reruns.MOST_ENTRIES) {
      throw new RunRefusedException(
          "run_too_long",
          "Only the first %,d entries can be looked into.".formatted(Reruns.MOST_ENTRIES));
    }
    Definition definition =
        definitions
            .of(run)
            .orElseThrow(() ->
                new RunRefusedException(
                    "run_workflow_refused",
                    "This version does not accept the run's workflow any more."));
    List<JournalCodec.Row> rows = replay.rows(run, 0, entry + 1);
    return Optional.of(
        moment(line.getFirst(), definition, replay.fold(definition, rows), rows.getLast()));
  }

  private RunMoment moment(
      JournalLine line, Definition definition, RunState state, JournalCodec.Row last) {
    return new RunMoment(
        line,
        replay.interpreter().decide(definition, state).outstanding().stream()
            .map(RunMoments::awaits)
            .toList(),
        state.end().map(RunEnding::status),
        CarriedData.of(replay.interpreter().snapshot(state)),
        editable(last));
  }

  private static Awaits awaits(Command command) {
    return switch (command) {
      case Command.Call call ->
          new Awaits("call", call.id().value(), call.task(), call.function(), null);
      case Command.StartTimer timer ->
          new Awaits("timer", timer.id().value(), timer.id().task(), null, timer.due());
      case Command.Emit emit ->
          new Awaits(
              "emit",
              emit.id().value(),
              emit.id().task(),
              emit.event().path("type").stringValue(null),
              null);
      case Command.Listen listen ->
          new Awaits(
              "event",
              listen.id().value(),
              listen.task(),
              listen.awaited().stream().map(Awaited::type).distinct().collect(joining(", ")),
              null);
      case Command.RunWorkflow child ->
          new Awaits("run", child.id().value(), child.task(), child.name(), null);
    };
  }

  private static Optional<JsonNode> editable(JournalCodec.Row row) {
    if (row.data().length() > LARGEST_VALUE) {
      return Optional.empty();
    }
    JsonNode data = CanonicalJson.read(row.data());
    return switch (row.kind()) {
      case "run.started" -> Optional.of(data.path("input"));
      case "call.completed" -> Optional.of(data.path("output"));
      case "call.failed" -> Optional.of(data.path("error"));
      case "event.received" -> Optional.of(data.path("event"));
      default -> Optional.empty();
    };
  }
}
