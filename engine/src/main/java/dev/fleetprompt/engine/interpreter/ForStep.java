package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Expression;
import dev.fleetprompt.engine.workflow.Task;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Repeats tasks; the output of one round is the input of the next. */
final class ForStep {

  private ForStep() {}

  static Move begin(Task.For task, Frame.OfTask frame, View view, Machine machine) {
    JsonNode items = machine.evaluator().evaluate(task.in(), frame.input(), view);
    if (!items.isArray()) {
      throw Evaluator.failed(
          "A for task needs an array; "
              + task.in()
              + " gave "
              + items.getNodeType()
              + ". To repeat n times, use [range(n)].",
          view);
    }
    if (items.size() > machine.limits().iterations()) {
      throw new LimitException(
          "The loop has "
              + items.size()
              + " items; at most "
              + machine.limits().iterations()
              + " are allowed. Work on parts of the list in several runs.",
          view.pointer());
    }
    return round(new Frame.OfLoop(frame, task, items, 0), frame.input(), machine);
  }

  static Move next(Frame.OfLoop frame, JsonNode value, Machine machine) {
    return round(
        new Frame.OfLoop(frame.outer(), frame.task(), frame.items(), frame.index() + 1),
        value,
        machine);
  }

  private static Move round(Frame.OfLoop frame, JsonNode value, Machine machine) {
    Task.For task = frame.task();
    if (frame.index() >= frame.items().size()) {
      return new Move.Return(frame.outer(), value);
    }
    Scope scope =
        frame
            .outer()
            .scope()
            .with(task.each(), frame.items().get(frame.index()))
            .with(task.at(), JsonNodeFactory.instance.numberNode(frame.index()));
    Expression condition = task.condition();
    if (condition != null
        && !machine.evaluator().test(condition, value, View.ofTask(frame.outer()).in(scope))) {
      return new Move.Return(frame.outer(), value);
    }
    return ListStep.begin(task.tasks(), frame, value, scope);
  }
}
