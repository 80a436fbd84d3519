package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.TaskHead;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an expression sees besides the run: the task it belongs to, its data, its surroundings. */
record View(
    @Nullable TaskHead task,
    String pointer,
    JsonNode input,
    @Nullable JsonNode output,
    Scope scope,
    Instant startedAt) {

  static View ofTask(Frame.OfTask frame) {
    TaskHead head = frame.task().head();
    return new View(head, head.pointer(), frame.input(), null, frame.scope(), frame.startedAt());
  }

  static View ofRun(String pointer, JsonNode input, Instant startedAt) {
    return new View(null, pointer, input, null, Scope.OUTERMOST, startedAt);
  }

  View withOutput(JsonNode value) {
    return new View(task, pointer, input, value, scope, startedAt);
  }

  View in(Scope inner) {
    return new View(task, pointer, input, output, inner, startedAt);
  }
}
