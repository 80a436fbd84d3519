package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Task;
import dev.fleetprompt.engine.workflow.WorkflowReference;

/** Asks for a run of another workflow. */
final class SubRunStep {

  private SubRunStep() {}

  static Move begin(Task.Run task, Frame.OfTask frame, View view, Machine machine) {
    WorkflowReference workflow = task.workflow();
    String pointer = task.head().pointer();
    return new Move.Park(
        new Waiting.ForRun(
            frame,
            new Command.RunWorkflow(
                machine.nextCall(pointer),
                pointer,
                workflow.namespace(),
                workflow.name(),
                workflow.version(),
                Evaluator.storable(
                    machine.evaluator().fill(task.input(), frame.input(), view), view),
                task.await(),
                null)));
  }
}
