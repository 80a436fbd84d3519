package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Expression;
import dev.fleetprompt.engine.workflow.Task;

/** Takes the first case that matches; without one the task's own {@code then} counts. */
final class SwitchStep {

  private SwitchStep() {}

  static Move begin(Task.Switch task, Frame.OfTask frame, View view, Machine machine) {
    for (Task.Case each : task.cases()) {
      Expression condition = each.condition();
      if (condition == null || machine.evaluator().test(condition, frame.input(), view)) {
        return TaskStep.complete(frame, frame.input(), each.then(), machine);
      }
    }
    return new Move.Return(frame, frame.input());
  }
}
