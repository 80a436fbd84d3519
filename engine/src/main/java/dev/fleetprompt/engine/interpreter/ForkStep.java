package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Flow;
import dev.fleetprompt.engine.workflow.Task;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Runs branches side by side: each goes as far as it can before the next begins. */
final class ForkStep {

  private ForkStep() {}

  static Move begin(Task.Fork task, Frame.OfTask frame, Machine machine) {
    long number = machine.nextNumber();
    machine.put(new Waiting.ForBranches(frame, number, Numbered.none()));
    List<Task> branches = task.branches();
    for (int i = branches.size() - 1; i > 0; i--) {
      machine.later(start(branches.get(i), frame, number, i));
    }
    return start(branches.getFirst(), frame, number, 0);
  }

  private static Move.Start start(Task branch, Frame.OfTask frame, long number, int index) {
    return new Move.Start(
        branch, frame.input(), new Frame.OfBranch(frame, number, index), frame.scope());
  }

  /** The task of a branch ended; {@code end} ends the run, whatever the others do. */
  static Move branch(Frame.OfBranch branch, JsonNode output, Flow flow, Machine machine) {
    return flow instanceof Flow.End
        ? new Move.Return(branch.outermost(), output)
        : ended(branch, output, machine);
  }

  private static Move ended(Frame.OfBranch branch, JsonNode output, Machine machine) {
    if (!(machine.waiting(branch.fork()) instanceof Waiting.ForBranches fork)
        || !(fork.frame().task() instanceof Task.Fork task)) {
      throw new IllegalStateException("the fork of a branch is gone");
    }
    if (task.compete()) {
      machine.drop(fork.frame());
      return new Move.Return(fork.frame(), output);
    }
    Numbered<JsonNode> outputs = fork.outputs().with(branch.index(), output);
    if (outputs.size() < task.branches().size()) {
      machine.put(new Waiting.ForBranches(fork.frame(), fork.number(), outputs));
      return new Move.Halt();
    }
    machine.remove(fork.number());
    ArrayNode all = JsonNodeFactory.instance.arrayNode(outputs.size());
    outputs.values().forEach(all::add);
    return new Move.Return(fork.frame(), all);
  }
}
