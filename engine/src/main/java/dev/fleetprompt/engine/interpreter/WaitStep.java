package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Task;
import java.time.Duration;

/** Lets time pass; the task's output is its input. */
final class WaitStep {

  private WaitStep() {}

  static Move begin(Task.Wait task, Frame.OfTask frame, View view, Machine machine) {
    Duration length = machine.evaluator().length(task.length(), frame.input(), view);
    if (length.isZero()) {
      return new Move.Return(frame, frame.input());
    }
    return new Move.Park(
        new Waiting.ForTime(
            frame,
            new Command.StartTimer(
                machine.nextTimer(task.head().pointer()), machine.now().plus(length))));
  }
}
