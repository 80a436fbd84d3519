package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalEntry;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The signals {@code workflow.run.*}, and what others add to the last of them. */
final class RunFacts {

  private final SignalEntry signals;
  private final List<RunEnds> ends;

  /**
   * @param ends who else has something to say when a run ends
   */
  RunFacts(SignalEntry signals, List<RunEnds> ends) {
    this.signals = signals;
    this.ends = List.copyOf(ends);
  }

  /** What others make of the end. */
  List<Change> follow(Execution run, RunEnd end) {
    return ends.stream().flatMap(others -> others.changes(run, end).stream()).toList();
  }

  AppendSignal started(Execution run) {
    ObjectNode data = about(run);
    data.put("origin", run.origin());
    return append(run, "started", data);
  }

  /**
   * @param stoppedBy who cancelled it, where that is known
   */
  AppendSignal ended(Execution run, RunEnd end, Optional<Actor> stoppedBy) {
    ObjectNode data = about(run);
    return switch (end) {
      case RunEnd.Completed completed -> append(run, "completed", data);
      case RunEnd.Faulted faulted -> {
        data.set("error", faulted.error().toJson());
        yield append(run, "faulted", data);
      }
      case RunEnd.Continued continued -> append(run, "completed", data.put("continued", true));
      case RunEnd.Cancelled cancelled ->
          append(
              run,
              "cancelled",
              run.id() + ":cancelled",
              stoppedBy.orElse(run.requester()),
              data.put("reason", cancelled.reason()));
    };
  }

  /** That somebody suspended the run or let it go on. */
  AppendSignal controlled(Execution run, RunControl control) {
    String fact =
        switch (control.kind()) {
          case SUSPEND -> "suspended";
          case RESUME -> "resumed";
        };
    ObjectNode data = about(run);
    if (!control.reason().isEmpty()) {
      data.put("reason", control.reason());
    }
    return append(run, fact, run.id() + ":" + fact + ":" + control.order(), control.by(), data);
  }

  /** That somebody made a new run from another one. */
  AppendSignal rerun(Execution source, Takeover takeover, String origin, Actor by) {
    String fact =
        switch (origin) {
          case Reruns.RETRY -> "retried";
          case Reruns.BRANCH -> "branched";
          default -> throw new IllegalArgumentException(origin);
        };
    ObjectNode data = about(source);
    data.put("entries", takeover.entries());
    data.put("rerun", takeover.run().toString());
    return signals.fact(
        source.tenant(),
        Fact.of("workflow.run." + fact, takeover.run() + ":" + fact, by, source.correlation(), data)
            .causedBy(Link.run(source.id()))
            .about("run:" + source.id()));
  }

  private static ObjectNode about(Execution run) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("run", run.id().toString());
    data.put("workflow", run.workflow());
    data.put("version", run.version());
    run.installation().ifPresent(id -> data.put("installation", id.toString()));
    return data;
  }

  private AppendSignal append(Execution run, String fact, ObjectNode data) {
    return append(run, fact, run.id() + ":" + fact, run.requester(), data);
  }

  private AppendSignal append(
      Execution run, String fact, String eventId, Actor by, ObjectNode data) {
    return signals.fact(
        run.tenant(),
        Fact.of("workflow.run." + fact, eventId, by, run.correlation(), data)
            .causedBy(run.causation())
            .about("run:" + run.id()));
  }
}
