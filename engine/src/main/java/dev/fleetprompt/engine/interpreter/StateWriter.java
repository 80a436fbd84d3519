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
    node.put("ordinal", state.ordinal());
    state.end().ifPresent(end -> node.set("end", end(end)));
    ArrayNode strands = node.putArray("strands");
    state.strands().values().forEach(waiting -> strands.add(strand(waiting)));
    return node;
  }

  private static ObjectNode end(RunEnd end) {
    ObjectNode node = NODES.objectNode();
    switch (end) {
      case RunEnd.Completed(JsonNode output) -> node.set("completed", output);
      case RunEnd.Faulted(WorkflowError error) -> node.set("faulted", error.toJson());
      case RunEnd.Continued(JsonNode input) -> node.set("continued", input);
      case RunEnd.Cancelled(String reason) -> node.put("cancelled", reason);
    }
    return node;
  }

  private static ObjectNode strand(Waiting waiting) {
    ObjectNode node = NODES.objectNode();
    node.put("number", waiting.number());
    Command command = waiting.command();
    if (command != null) {
      node.set("command", command(command));
    }
    switch (waiting) {
      case Waiting.ForRetry retry -> node.put("attempt", retry.attempt());
      case Waiting.ForBranches fork -> {
        ObjectNode outputs = node.putObject("outputs");
        fork.outputs().forEach((index, output) -> outputs.set(index.toString(), output));
      }
      case Waiting.ForEvents listen -> listen(listen, node);
      case Waiting.ForCall w -> {}
      case Waiting.ForEmission w -> {}
      case Waiting.ForRun w -> {}
      case Waiting.ForTime w -> {}
    }
    ArrayNode frames = node.putArray("frames");
    for (Frame frame = waiting.frame(); frame != null; frame = frame.outer()) {
      frames.add(frame(frame));
    }
    return node;
  }

  private static void listen(Waiting.ForEvents listen, ObjectNode node) {
    node.put("listen", listen.id().value());
    node.put("since", listen.since().toString());
    ObjectNode expected = node.putObject("expected");
    listen.consumption().expected().forEach(expected::set);
    ArrayNode met = node.putArray("met");
    listen.consumption().met().stream().sorted().forEach(met::add);
    node.put("closed", listen.consumption().closed());
    node.set("outputs", listen.outputs().toArray());
    ArrayNode backlog = node.putArray("backlog");
    listen.backlog().values().forEach(backlog::add);
    node.put("begun", listen.begun());
    node.put("busy", listen.busy());
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
      case Command.RunWorkflow run -> {
        node.put("run", run.id().value());
        node.put("workflow", run.namespace() + "/" + run.name() + ":" + run.version());
        node.set("input", run.input());
        node.put("await", run.await());
        node.put("reference", run.reference());
      }
      case Command.Listen listen -> node.put("listen", listen.id().value());
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
      case Frame.OfBranch f -> node.put("fork", f.fork()).put("index", f.index());
      case Frame.OfItem f -> {
        node.put("listen", f.listen()).put("index", f.index());
        node.set("value", f.value());
      }
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
    for (Waiting waiting : state.strands().values()) {
      switch (waiting) {
        case Waiting.ForCall w -> visitor.accept(w.command().arguments());
        case Waiting.ForEmission w -> visitor.accept(w.command().event());
        case Waiting.ForRun w -> visitor.accept(w.command().input());
        case Waiting.ForBranches w -> w.outputs().values().forEach(visitor);
        case Waiting.ForEvents w -> {
          w.outputs().values().forEach(visitor);
          w.backlog().values().forEach(visitor);
        }
        case Waiting.ForTime w -> {}
        case Waiting.ForRetry w -> {}
      }
      for (Frame frame = waiting.frame(); frame != null; frame = frame.outer()) {
        switch (frame) {
          case Frame.OfTask f -> visitor.accept(f.input());
          case Frame.OfLoop f -> visitor.accept(f.items());
          case Frame.OfItem f -> visitor.accept(f.value());
          case Frame.OfRun f -> {}
          case Frame.OfList f -> {}
          case Frame.OfTry f -> {}
          case Frame.OfBranch f -> {}
        }
      }
    }
  }
}
