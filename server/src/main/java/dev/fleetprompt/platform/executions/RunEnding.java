package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.engine.interpreter.StandardErrors;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.waits.WaitChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the end of a run changes. */
final class RunEnding {

  private RunEnding() {}

  static ExecutionStatus status(RunEnd end) {
    return switch (end) {
      case RunEnd.Completed completed -> ExecutionStatus.COMPLETED;
      case RunEnd.Faulted faulted -> ExecutionStatus.FAULTED;
      case RunEnd.Continued continued -> ExecutionStatus.COMPLETED;
      case RunEnd.Cancelled cancelled -> ExecutionStatus.CANCELLED;
    };
  }

  /** What follows from the end, apart from the run's own state. */
  static List<Change> consequences(
      Execution run, RunFacts facts, RunEnd end, Optional<Actor> stoppedBy) {
    List<Change> changes = new ArrayList<>(facts.follow(run, end));
    changes.add(facts.ended(run, end, stoppedBy));
    changes.add(new QueueChange.Finish(Runs.item(run.tenant(), run.id())));
    RunOutcomes.told(run, end).ifPresent(changes::add);
    return changes;
  }

  /** Ends a run for reasons that are not its workflow's. */
  static UnitOfWork outsideOfJournal(Execution run, RunFacts facts, RunEnd end, Instant at) {
    return new UnitOfWork(run.tenant())
        .add(move(run.id(), run.status(), status(end), end, at))
        .addAll(consequences(run, facts, end, Optional.empty()))
        .add(new WaitChange.Forget(Runs.item(run.tenant(), run.id())));
  }

  /** The error of a run that cannot go on. */
  static WorkflowError broken(String detail) {
    return new WorkflowError(StandardErrors.RUNTIME, 500, "Runtime error", detail, null);
  }

  static MoveRun move(
      UUID run, ExecutionStatus from, ExecutionStatus to, @Nullable RunEnd end, Instant at) {
    return new MoveRun(run, to, at, from == ExecutionStatus.QUEUED, output(end), error(end));
  }

  private static @Nullable String output(@Nullable RunEnd end) {
    return end instanceof RunEnd.Completed completed
        ? CanonicalJson.write(completed.output())
        : null;
  }

  private static @Nullable String error(@Nullable RunEnd end) {
    return switch (end) {
      case RunEnd.Faulted faulted -> CanonicalJson.write(faulted.error().toJson());
      case RunEnd.Cancelled cancelled ->
          CanonicalJson.write(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("detail", cancelled.reason())
                  .put("status", 499)
                  .put("title", "Cancelled")
                  .put("type", "about:blank"));
      case RunEnd.Continued continued -> null;
      case RunEnd.Completed completed -> null;
      case null -> null;
    };
  }
}
