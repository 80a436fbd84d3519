package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.ErrorTemplate;
import dev.fleetprompt.engine.workflow.Task;
import java.util.Objects;

/** Raises the error that a task describes. */
final class RaiseStep {

  private RaiseStep() {}

  static Move begin(Task.Raise task, Frame.OfTask frame, View view, Machine machine) {
    Evaluator evaluator = machine.evaluator();
    ErrorTemplate error = task.error();
    return new Move.Raise(
        frame.outer(),
        new WorkflowError(
                Objects.requireNonNull(evaluator.text(error.type(), frame.input(), view)),
                error.status(),
                evaluator.text(error.title(), frame.input(), view),
                evaluator.text(error.detail(), frame.input(), view),
                evaluator.text(error.instance(), frame.input(), view))
            .at(task.head().pointer()));
  }
}
