package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.CallId;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The ends of directives as the runs that wait for them see them: the result of a completed one, an
 * error of type {@code https://fleetprompt.dev/errors/directive/<state>} for any other.
 */
final class DirectiveOutcomes {

  private static final String TYPE = "https://fleetprompt.dev/errors/directive/";

  private DirectiveOutcomes() {}

  static JournalEntry entry(Instant now, CallId call, JsonNode outcome) {
    String state = outcome.path("state").stringValue("failed");
    if (state.equals("completed")) {
      JsonNode result = outcome.path("result");
      return new JournalEntry.CallCompleted(
          now, call, result.isMissingNode() ? JsonNodeFactory.instance.nullNode() : result);
    }
    return new JournalEntry.CallFailed(now, call, error(state, outcome));
  }

  private static WorkflowError error(String state, JsonNode outcome) {
    String type = outcome.path("type").stringValue("directive");
    String why =
        outcome
            .path("error")
            .path("message")
            .stringValue(outcome.path("reason").stringValue("no reason was given"));
    return new WorkflowError(TYPE + state, status(state), type + " " + state, why, null);
  }

  private static int status(String state) {
    return switch (state) {
      case "denied", "rejected" -> 403;
      case "expired" -> 410;
      case "cancelled", "conflict" -> 409;
      default -> 502;
    };
  }
}
