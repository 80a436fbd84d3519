package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Task;
import dev.fleetprompt.engine.workflow.Template;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Calls a function of the workflow, or asks for a call of the outside. */
final class CallStep {

  private CallStep() {}

  /** Ends the run for a new one. */
  static Move goOn(Task.Continue task, Frame.OfTask frame, View view, Machine machine) {
    Template template = task.input();
    JsonNode input =
        template == null ? frame.input() : machine.evaluator().fill(template, frame.input(), view);
    return new Move.Finish(new RunEnd.Continued(Evaluator.storable(input, view)));
  }

  static Move begin(Task.Call task, Frame.OfTask frame, View view, Machine machine) {
    Evaluator evaluator = machine.evaluator();
    JsonNode arguments = evaluator.fill(task.arguments(), frame.input(), view);
    Optional<Task> function =
        task.local() ? machine.definition().function(task.function()) : Optional.empty();
    if (function.isPresent()) {
      return new Move.Start(
          function.get(), arguments, frame, new Scope(null, frame.scope().attempt()));
    }
    String pointer = task.head().pointer();
    return new Move.Park(
        new Waiting.ForCall(
            frame,
            new Command.Call(
                machine.nextCall(pointer),
                pointer,
                task.function(),
                Evaluator.storable(
                    "http".equals(task.function())
                        ? HttpArguments.complete(arguments, frame.input(), view)
                        : arguments,
                    view),
                Evaluator.storable(
                    evaluator.fill(task.head().metadata(), frame.input(), view), view),
                frame.scope().attempt(),
                null)));
  }
}
