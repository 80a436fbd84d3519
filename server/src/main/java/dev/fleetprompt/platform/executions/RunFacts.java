package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.SignalEntry;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The signals {@code workflow.run.*}. */
final class RunFacts {

  private final SignalEntry signals;

  RunFacts(SignalEntry signals) {
    this.signals = signals;
  }

  AppendSignal started(Execution run) {
    ObjectNode data = about(run);
    data.put("origin", run.origin());
    return append(run, "started", data);
  }

  AppendSignal ended(Execution run, RunEnd end) {
    ObjectNode data = about(run);
    return switch (end) {
      case RunEnd.Completed completed -> append(run, "completed", data);
      case RunEnd.Faulted faulted -> {
        data.set("error", faulted.error().toJson());
        yield append(run, "faulted", data);
      }
      case RunEnd.Continued continued -> {
        data.set(
            "error",
            RunEnding.broken("This server does not go on with a run as a new one yet.").toJson());
        yield append(run, "faulted", data);
      }
      case RunEnd.Cancelled cancelled ->
          append(run, "cancelled", data.put("reason", cancelled.reason()));
    };
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
    return signals.fact(
        run.tenant(),
        Fact.of(
                "workflow.run." + fact,
                run.id() + ":" + fact,
                run.requester(),
                run.correlation(),
                data)
            .causedBy(run.causation())
            .about("run:" + run.id()));
  }
}
