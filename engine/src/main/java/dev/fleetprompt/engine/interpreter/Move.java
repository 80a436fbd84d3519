package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Flow;
import dev.fleetprompt.engine.workflow.Task;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The next thing that a strand does. */
sealed interface Move {

  /** Start a task. */
  record Start(Task task, JsonNode input, Frame outer, Scope scope) implements Move {}

  /** Give a result to what waits for it, and say where to go on. */
  record Return(Frame to, JsonNode value, Flow flow) implements Move {
    Return(Frame to, JsonNode value) {
      this(to, value, Flow.CONTINUE);
    }
  }

  /**
   * Go on with a listen that took an event.
   *
   * @param item what was read; null when the event only counts towards the listen's end
   */
  record Take(Waiting.ForEvents listen, @Nullable JsonNode item) implements Move {}

  /** Look for a try that takes an error, beginning at a frame. */
  record Raise(Frame from, WorkflowError error) implements Move {}

  /** Wait for an entry. */
  record Park(Waiting waiting) implements Move {}

  /** Leave the rest to others: another branch, or the next event. */
  record Halt() implements Move {}

  /** End the run. */
  record Finish(RunEnd end) implements Move {}
}
