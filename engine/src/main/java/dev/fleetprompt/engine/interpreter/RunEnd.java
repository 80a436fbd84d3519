package dev.fleetprompt.engine.interpreter;

import tools.jackson.databind.JsonNode;

/** How a run ended; nothing changes it any more. */
public sealed interface RunEnd {

  /** The run did all it had to. */
  record Completed(JsonNode output) implements RunEnd {}

  /** An error was raised that nothing caught, or a bound was reached. */
  record Faulted(WorkflowError error) implements RunEnd {}

  /** The run goes on as a new run of the same version, with this input. */
  record Continued(JsonNode input) implements RunEnd {}

  /** The run was told to stop. */
  record Cancelled(String reason) implements RunEnd {}
}
