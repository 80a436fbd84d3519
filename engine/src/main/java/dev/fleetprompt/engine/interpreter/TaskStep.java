package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Expression;
import dev.fleetprompt.engine.workflow.Filter;
import dev.fleetprompt.engine.workflow.Flow;
import dev.fleetprompt.engine.workflow.Task;
import dev.fleetprompt.engine.workflow.TaskHead;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What happens before and after every task, whatever its kind. */
final class TaskStep {

  private TaskStep() {}

  static Move start(Move.Start start, Machine machine) {
    Task task = start.task();
    TaskHead head = task.head();
    JsonNode raw = start.input();
    Evaluator evaluator = machine.evaluator();
    View before = new View(head, head.pointer(), raw, null, start.scope(), machine.now());
    Expression condition = head.condition();
    if (condition != null && !evaluator.test(condition, raw, before)) {
      return new Move.Return(start.outer(), raw, Flow.CONTINUE);
    }
    evaluator.check(head.input(), raw, "The task's input", head.pointer());
    JsonNode input = evaluator.shape(head.input(), raw, before);
    View view = new View(head, head.pointer(), input, null, start.scope(), machine.now());
    @Nullable Deadline deadline = machine.deadline(head.timeout(), head.pointer(), input, view);
    return begin(
        new Frame.OfTask(start.outer(), task, input, start.scope(), machine.now(), deadline),
        view,
        machine);
  }

  private static Move begin(Frame.OfTask frame, View view, Machine machine) {
    return switch (frame.task()) {
      case Task.Call task -> CallStep.begin(task, frame, view, machine);
      case Task.Continue task -> CallStep.goOn(task, frame, view, machine);
      case Task.OpenApi task -> OpenApiStep.begin(task, frame, view, machine);
      case Task.Do task -> ListStep.begin(task.tasks(), frame, frame.input(), frame.scope());
      case Task.Emit task -> EmitStep.begin(task, frame, view, machine);
      case Task.For task -> ForStep.begin(task, frame, view, machine);
      case Task.Fork task -> ForkStep.begin(task, frame, machine);
      case Task.Listen task -> ListenStep.begin(task, frame, view, machine);
      case Task.Run task -> SubRunStep.begin(task, frame, view, machine);
      case Task.Raise task -> RaiseStep.begin(task, frame, view, machine);
      case Task.Set task ->
          new Move.Return(frame, machine.evaluator().fill(task.value(), frame.input(), view));
      case Task.Switch task -> SwitchStep.begin(task, frame, view, machine);
      case Task.Try task -> TryStep.begin(task, frame, 1, machine);
      case Task.Wait task -> WaitStep.begin(task, frame, view, machine);
    };
  }

  static Move complete(Frame.OfTask frame, JsonNode raw, Machine machine) {
    return complete(frame, raw, frame.task().head().then(), machine);
  }

  /** Shapes, checks and exports a task's output, and gives it to what surrounds the task. */
  static Move complete(Frame.OfTask frame, JsonNode raw, Flow then, Machine machine) {
    TaskHead head = frame.task().head();
    Evaluator evaluator = machine.evaluator();
    JsonNode output = raw;
    if (head.output() != Filter.NONE) {
      output = evaluator.shape(head.output(), raw, View.ofTask(frame).withOutput(raw));
      evaluator.check(head.output(), output, "The task's output", head.pointer());
    }
    if (head.export() != Filter.NONE) {
      JsonNode export =
          evaluator.shape(head.export(), output, View.ofTask(frame).withOutput(output));
      evaluator.check(head.export(), export, "What the task exports", head.pointer());
      evaluator.export(export);
    }
    return new Move.Return(frame.outer(), output, then);
  }
}
