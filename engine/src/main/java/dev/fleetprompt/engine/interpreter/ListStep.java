package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Flow;
import dev.fleetprompt.engine.workflow.TaskList;
import tools.jackson.databind.JsonNode;

/** Goes through a list of tasks. */
final class ListStep {

  private ListStep() {}

  static Move begin(TaskList list, Frame outer, JsonNode input, Scope scope) {
    return at(0, list, outer, input, scope);
  }

  private static Move at(int index, TaskList list, Frame outer, JsonNode value, Scope scope) {
    return index < list.tasks().size()
        ? new Move.Start(
            list.tasks().get(index), value, new Frame.OfList(outer, list, index, scope), scope)
        : new Move.Return(outer, value);
  }

  static Move next(Frame.OfList frame, JsonNode value, Flow flow) {
    return switch (flow) {
      case Flow.Continue() ->
          at(frame.index() + 1, frame.list(), frame.outer(), value, frame.scope());
      case Flow.Goto(String task, int index) ->
          at(index, frame.list(), frame.outer(), value, frame.scope());
      case Flow.Exit() -> new Move.Return(frame.outer(), value);
      case Flow.End() -> new Move.Return(frame.outermost(), value);
    };
  }
}
