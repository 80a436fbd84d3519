package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.CallId;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.queue.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Something that reached a run and has yet to be made an entry of its journal. */
sealed interface RunInput {

  /** A function ended, with an output or an error. */
  record CallEnded(CallId call, @Nullable JsonNode output, @Nullable WorkflowError error)
      implements RunInput {}

  /** A message that was taken into account lies in the run's inbox again, or still. */
  record Repeated(String messageId) implements RunInput {}

  /** A message lies in the run's inbox. */
  record Arrived(Message message) implements RunInput {}
}
