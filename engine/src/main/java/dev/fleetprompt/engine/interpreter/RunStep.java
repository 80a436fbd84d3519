package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Definition;
import tools.jackson.databind.JsonNode;

/** What happens before the first and after the last task of a run. */
final class RunStep {

  private RunStep() {}

  static Move begin(JsonNode raw, Machine machine) {
    Definition definition = machine.definition();
    Evaluator evaluator = machine.evaluator();
    try {
      evaluator.check(definition.input(), raw, "The workflow's input", "/input");
      View view = View.ofRun("/input", raw, machine.now());
      JsonNode input = evaluator.shape(definition.input(), raw, view);
      Deadline deadline =
          machine.deadline(
              definition.timeout().orElse(null),
              "/timeout",
              input,
              View.ofRun("/timeout", input, machine.now()));
      return ListStep.begin(definition.tasks(), new Frame.OfRun(deadline), input, Scope.OUTERMOST);
    } catch (RaisedException e) {
      return new Move.Finish(new RunEnd.Faulted(e.error()));
    }
  }

  static Move complete(JsonNode value, Machine machine) {
    Definition definition = machine.definition();
    Evaluator evaluator = machine.evaluator();
    View view = View.ofRun("/output", value, machine.now()).withOutput(value);
    JsonNode output = evaluator.shape(definition.output(), value, view);
    evaluator.check(definition.output(), output, "The workflow's output", "/output");
    return new Move.Finish(new RunEnd.Completed(Evaluator.storable(output, view)));
  }
}
