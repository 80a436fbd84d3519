package dev.fleetprompt.engine.interpreter;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A run's state as JSON: every fact that later decisions depend on. */
final class StateWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StateWriter() {}

  static ObjectNode write(RunState state) {
    ObjectNode node = NODES.objectNode();
    node.put("run", state.run().toString());
    node.put("startedAt", state.startedAt().toString());
    node.put("clock", state.clock().toString());
    node.set("input", state.facts().input());
    node.set("context", state.facts().context());
    node.set("exported", state.exported());
    node.put("entries", state.entries());
    state.end().ifPresent(end -> node.set("end", end(end)));
    ArrayNode strands = node.putArray("strands");
    for (Strand strand : state.strands()) {
      strands.add(strand(strand));
    }
    return node;
  }

  private static ObjectNode end(RunEnd end) {
    ObjectNode node = NODES.objectNode();
    switch (end) {
      case RunEnd.Completed(JsonNode output) -> node.set("completed", output);
      case RunEnd.Faulted(WorkflowError error) -> node.set("faulted", error.toJson());
      case RunEnd.Cancelled(String reason) -> node.put("cancelled", reason);
    }
    return node;
  }

  private static ObjectNode strand(Strand strand) {
    ObjectNode node = NODES.objectNode();
    node.put("ordinal", strand.ordinal());
    node.set("command", command(strand.waiting().command()));
    if (strand.waiting() instanceof Waiting.ForRetry retry) {
      node.put("attempt", retry.attempt());
    }
    ArrayNode frames = node.putArray("frames");
    for (Frame frame = strand.waiting().frame(); frame != null; frame = frame.outer()) {
      frames.add(frame(frame));
    }
    return node;
  }

  private static ObjectNode command(Command command) {
    ObjectNode node = NODES.objectNode();
    switch (command) {
      case Command.Call call -> {
        node.put("call", call.id().value());
        node.put("function", call.function());
        node.set("arguments", call.arguments());
        node.set("metadata", call.metadata());
        node.put("attempt", call.attempt());
        node.put("reference", call.reference());
      }
      case Command.StartTimer timer -> {
        node.put("timer", timer.id().value());
        node.put("due", timer.due().toString());
      }
      case Command.Emit emit -> {
        node.put("emit", emit.id().value());
        node.set("event", emit.event());
      }
    }
    return node;
  }

  private static ObjectNode frame(Frame frame) {
    ObjectNode node = NODES.objectNode();
    frame
        .limit()
        .ifPresent(deadline -> {
          node.put("timer", deadline.timer().value());
          node.put("due", deadline.due().toString());
        });
    switch (frame) {
      case Frame.OfRun f -> node.put("frame", "run");
      case Frame.OfTask f -> {
        node.put("task", f.task().head().pointer());
        node.set("input", f.input());
        node.put("startedAt", f.startedAt().toString());
        scope(f.scope(), node);
      }
      case Frame.OfList f -> {
        node.put("index", f.index());
        scope(f.scope(), node);
      }
      case Frame.OfLoop f -> {
        node.set("items", f.items());
        node.put("index", f.index());
      }
      case Frame.OfTry f -> node.put("attempt", f.attempt());
    }
    return node;
  }

  private static void scope(Scope scope, ObjectNode node) {
    node.put("scopeAttempt", scope.attempt());
    ObjectNode variables = NODES.objectNode();
    for (Variables each = scope.variables(); each != null; each = each.outer()) {
      if (!variables.has(each.name())) {
        variables.set(each.name(), each.value());
      }
    }
    node.set("variables", variables);
  }

  /** Passes every value that a state holds, shared ones repeatedly, to a visitor. */
  static void values(RunState state, Consumer<JsonNode> visitor) {
    visitor.accept(state.exported());
    for (Strand strand : state.strands()) {
      switch (strand.waiting().command()) {
        case Command.Call call -> visitor.accept(call.arguments());
        case Command.Emit emit -> visitor.accept(emit.event());
        case Command.StartTimer timer -> {}
      }
      for (Frame frame = strand.waiting().frame(); frame != null; frame = frame.outer()) {
        switch (frame) {
          case Frame.OfTask f -> visitor.accept(f.input());
          case Frame.OfLoop f -> visitor.accept(f.items());
          case Frame.OfRun f -> {}
          case Frame.OfList f -> {}
          case Frame.OfTry f -> {}
        }
      }
    }
  }
}
