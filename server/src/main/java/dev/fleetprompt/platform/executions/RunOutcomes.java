package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.CallId;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.queue.QueueChange;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells whoever waits for a run that it ended: a message {@code run:<name>} in the parent's inbox,
 * written in the run's last unit, so that it is told exactly when it is true.
 */
public final class RunOutcomes {

  private static final String PREFIX = "run:";
  private static final String CANCELLED = "https://fleetprompt.dev/errors/workflow/cancelled";
  private static final int CONFLICT = 409;

  private RunOutcomes() {}

  /** What tells the parent; empty when nobody waits, or the run goes on as a new one. */
  static Optional<Change> told(Execution run, RunEnd end) {
    if (end instanceof RunEnd.Continued) {
      return Optional.empty();
    }
    return run.parent()
        .flatMap(link ->
            link.call()
                .map(call -> new QueueChange.Deliver(link.parent(), PREFIX + call, body(end))));
  }

  /** The name under which a run that ended was awaited; empty for other messages. */
  public static Optional<String> of(Message message) {
    return message.id().startsWith(PREFIX)
        ? Optional.of(message.id().substring(PREFIX.length()))
        : Optional.empty();
  }

  /** A child's end as its parent's journal has it. */
  static JournalEntry entry(Instant now, CallId call, JsonNode body) {
    JsonNode error = body.path("error");
    if (error.isObject()) {
      return new JournalEntry.CallFailed(now, call, WorkflowError.fromJson(error));
    }
    JsonNode output = body.path("output");
    return new JournalEntry.CallCompleted(
        now, call, output.isMissingNode() ? JsonNodeFactory.instance.nullNode() : output);
  }

  private static ObjectNode body(RunEnd end) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    switch (end) {
      case RunEnd.Completed completed -> body.set("output", completed.output());
      case RunEnd.Faulted faulted -> body.set("error", faulted.error().toJson());
      case RunEnd.Cancelled cancelled ->
          body.set(
              "error",
              new WorkflowError(CANCELLED, CONFLICT, "Cancelled", cancelled.reason(), null)
                  .toJson());
      case RunEnd.Continued continued -> {}
    }
    return body;
  }
}
