package dev.fleetprompt.engine.interpreter;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run's state as JSON: every fact that later decisions depend on. Frames stand in a table, each
 * once and after what surrounds it; {@link StateReader} reads it all.
 */
final class StateWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Values values;
  private final FrameWriter frames;

  private StateWriter(Values values) {
    this.values = values;
    this.frames = new FrameWriter(values);
  }

  static ObjectNode write(RunState state, Values values) {
    return new StateWriter(values).state(state);
  }

  private ObjectNode state(RunState state) {
    ObjectNode node = NODES.objectNode();
    node.put("run", state.run().toString());
    node.put("startedAt", state.startedAt().toString());
    node.put("clock", state.clock().toString());
    node.set("input", values.of(state.facts().input()));
    node.set("context", values.of(state.facts().context()));
    node.set("exported", values.of(state.exported()));
    node.put("entries", state.entries());
    node.put("ordinal", state.ordinal());
    state.end().ifPresent(end -> node.set("end", end(end)));
    ArrayNode strands = node.putArray("strands");
    state.strands().values().forEach(waiting -> strands.add(strand(waiting)));
    node.set("frames", frames.table());
    return node;
  }

  private ObjectNode end(RunEnd end) {
    ObjectNode node = NODES.objectNode();
    switch (end) {
      case RunEnd.Completed(JsonNode output) -> node.set("completed", values.of(output));
      case RunEnd.Faulted(WorkflowError error) -> node.set("faulted", error.toJson());
      case RunEnd.Continued(JsonNode input) -> node.set("continued", values.of(input));
      case RunEnd.Cancelled(String reason) -> node.put("cancelled", reason);
    }
    return node;
  }

  private ObjectNode strand(Waiting waiting) {
    ObjectNode node = NODES.objectNode();
    node.put("frame", frames.place(waiting.frame()));
    switch (waiting) {
      case Waiting.ForCall w -> call(w.command(), node.put("for", "call"));
      case Waiting.ForEmission w -> {
        node.put("for", "emission").put("id", w.command().id().value());
        node.set("event", values.of(w.command().event()));
      }
      case Waiting.ForRun w -> run(w.command(), node.put("for", "run"));
      case Waiting.ForTime w -> timer(w.command(), node.put("for", "time"));
      case Waiting.ForRetry w ->
          timer(w.command(), node.put("for", "retry").put("attempt", w.attempt()));
      case Waiting.ForBranches w -> {
        node.put("for", "branches").put("number", w.number());
        ObjectNode outputs = node.putObject("outputs");
        w.outputs().forEach((index, output) -> outputs.set(index.toString(), values.of(output)));
      }
      case Waiting.ForEvents w -> events(w, node.put("for", "events"));
    }
    return node;
  }

  private void call(Command.Call call, ObjectNode node) {
    node.put("id", call.id().value());
    node.put("function", call.function());
    node.set("arguments", values.of(call.arguments()));
    node.set("metadata", values.of(call.metadata()));
    node.put("attempt", call.attempt());
    node.put("reference", call.reference());
  }

  private void run(Command.RunWorkflow run, ObjectNode node) {
    node.put("id", run.id().value());
    node.put("namespace", run.namespace());
    node.put("name", run.name());
    node.put("version", run.version());
    node.set("input", values.of(run.input()));
    node.put("await", run.await());
    node.put("reference", run.reference());
  }

  private static void timer(Command.StartTimer timer, ObjectNode node) {
    node.put("id", timer.id().value());
    node.put("due", timer.due().toString());
  }

  private void events(Waiting.ForEvents listen, ObjectNode node) {
    Consumption consumption = listen.consumption();
    node.put("id", listen.id().value());
    node.put("since", listen.since().toString());
    ObjectNode expected = node.putObject("expected");
    consumption.expected().forEach((name, value) -> expected.set(name, values.of(value)));
    ArrayNode met = node.putArray("met");
    consumption.met().stream().sorted().forEach(met::add);
    node.put("closed", consumption.closed());
    ArrayNode outputs = node.putArray("outputs");
    listen.outputs().values().forEach(output -> outputs.add(values.of(output)));
    ArrayNode backlog = node.putArray("backlog");
    listen.backlog().values().forEach(item -> backlog.add(values.of(item)));
    node.put("begun", listen.begun());
    node.put("busy", listen.busy());
  }
}
