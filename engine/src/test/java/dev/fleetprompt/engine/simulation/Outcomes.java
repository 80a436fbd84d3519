package dev.fleetprompt.engine.simulation;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.StandardErrors;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What calls answer: always the same for the same function, arguments and attempt. */
final class Outcomes {

  sealed interface Outcome {
    record Output(JsonNode value) implements Outcome {}

    record Failure(WorkflowError error) implements Outcome {}

    /** No answer before the deadline; the value comes too late. */
    record Hang(JsonNode value) implements Outcome {}
  }

  private Outcomes() {}

  static Outcome of(Command.Call call) {
    int draw = Math.floorMod((call.arguments() + call.function() + call.attempt()).hashCode(), 100);
    if (call.function().equals("slow") && draw < 40) {
      return new Outcome.Hang(value(draw));
    }
    if (!call.function().equals("sure") && draw >= 70) {
      return new Outcome.Failure(
          new WorkflowError(StandardErrors.COMMUNICATION, 503, "Down", "draw " + draw, null));
    }
    return new Outcome.Output(value(draw));
  }

  /** Deliberately not in canonical form. */
  private static ObjectNode value(int draw) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value.put("n", draw);
    value.put("amount", draw / 4.0);
    value.put("count", (long) draw);
    value.put("a", "first");
    return value;
  }
}
