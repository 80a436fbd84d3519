package dev.fleetprompt.engine.interpreter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Frames as JSON, in a table where each stands once, after those around it. */
final class FrameWriter {

  private final Values values;
  private final Map<Frame, Integer> places = new IdentityHashMap<>();
  private final ArrayNode table = JsonNodeFactory.instance.arrayNode();

  FrameWriter(Values values) {
    this.values = values;
  }

  ArrayNode table() {
    return table;
  }

  /** A frame's place in the table. */
  int place(Frame frame) {
    Deque<Frame> missing = new ArrayDeque<>();
    for (Frame each = frame; each != null && !places.containsKey(each); each = each.outer()) {
      missing.push(each);
    }
    for (Frame each : missing) {
      table.add(write(each));
      places.put(each, table.size() - 1);
    }
    return places.getOrDefault(frame, -1);
  }

  private ObjectNode write(Frame frame) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Frame outer = frame.outer();
    if (outer != null) {
      node.put("outer", places.getOrDefault(outer, -1));
    }
    frame
        .limit()
        .ifPresent(deadline -> {
          node.put("timer", deadline.timer().value());
          node.put("due", deadline.due().toString());
        });
    switch (frame) {
      case Frame.OfRun f -> node.put("of", "run");
      case Frame.OfTask f -> {
        node.put("of", "task").put("task", f.task().head().pointer());
        node.put("startedAt", f.startedAt().toString());
        node.set("input", values.of(f.input()));
        scope(f.scope(), node);
      }
      case Frame.OfList f -> scope(f.scope(), node.put("of", "list").put("index", f.index()));
      case Frame.OfLoop f ->
          node.put("of", "loop").put("index", f.index()).set("items", values.of(f.items()));
      case Frame.OfTry f -> node.put("of", "try").put("attempt", f.attempt());
      case Frame.OfBranch f ->
          node.put("of", "branch").put("fork", f.fork()).put("index", f.index());
      case Frame.OfItem f ->
          node.put("of", "item")
              .put("listen", f.listen())
              .put("index", f.index())
              .set("value", values.of(f.value()));
    }
    return node;
  }

  private void scope(Scope scope, ObjectNode node) {
    node.put("inAttempt", scope.attempt());
    ObjectNode variables = node.putObject("variables");
    for (Variables each = scope.variables(); each != null; each = each.outer()) {
      if (!variables.has(each.name())) {
        variables.set(each.name(), values.of(each.value()));
      }
    }
  }
}
