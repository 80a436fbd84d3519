package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Task;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks for the publication of an event; the event with its id is the task's output. */
final class EmitStep {

  private EmitStep() {}

  static Move begin(Task.Emit task, Frame.OfTask frame, View view, Machine machine) {
    JsonNode declared = machine.evaluator().fill(task.event(), frame.input(), view);
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("specversion", "1.0");
    event.put("time", machine.now().toString());
    declared.properties().forEach(entry -> event.set(entry.getKey(), entry.getValue()));
    return new Move.Park(
        new Waiting.ForEmission(
            frame,
            new Command.Emit(
                machine.nextCall(task.head().pointer()), Evaluator.storable(event, view))));
  }

  static Move emitted(Waiting.ForEmission waiting, String signalId) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("id", signalId);
    waiting
        .command()
        .event()
        .properties()
        .forEach(entry -> event.set(entry.getKey(), entry.getValue()));
    return new Move.Return(waiting.frame(), event);
  }
}
