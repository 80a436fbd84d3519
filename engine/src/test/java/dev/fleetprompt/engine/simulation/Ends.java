package dev.fleetprompt.engine.simulation;

import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.engine.json.CanonicalJson;
import tools.jackson.databind.JsonNode;

/** Ends of runs in a form that can be compared. */
final class Ends {

  private Ends() {}

  static String text(RunEnd end) {
    return switch (end) {
      case RunEnd.Completed(JsonNode output) -> "completed " + CanonicalJson.write(output);
      case RunEnd.Faulted(WorkflowError error) -> "faulted " + CanonicalJson.write(error.toJson());
      case RunEnd.Continued(JsonNode input) -> "continued " + CanonicalJson.write(input);
      case RunEnd.Cancelled(String reason) -> "cancelled " + reason;
    };
  }
}
