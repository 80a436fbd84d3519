package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the state that {@link StateWriter} wrote with a table of values. */
final class StateReader {

  private final List<JsonNode> values = new ArrayList<>();
  private final FrameReader frames;

  private StateReader(Definition definition, JsonNode node) {
    node.required("values").forEach(text -> values.add(ExactText.read(text.stringValue())));
    this.frames = new FrameReader(definition, this::value).read(node.required("frames"));
  }

  static RunState read(Definition definition, JsonNode node) {
    return new StateReader(definition, node).state(node);
  }

  private JsonNode value(JsonNode place) {
    return values.get(place.intValue());
  }

  private RunState state(JsonNode node) {
    Numbered<Waiting> strands = Numbered.none();
    for (JsonNode each : node.required("strands")) {
      Waiting waiting = strand(each);
      strands = strands.with(waiting.number(), waiting);
    }
    return new RunState(
        new RunFacts(
            UUID.fromString(node.required("run").stringValue()),
            instant(node, "startedAt"),
            value(node.required("input")),
            value(node.required("context"))),
        instant(node, "clock"),
        value(node.required("exported")),
        strands,
        node.required("ordinal").longValue(),
        node.has("end") ? end(node.required("end")) : null,
        node.required("entries").longValue(),
        node.required("growth").longValue());
  }

  private static Instant instant(JsonNode node, String member) {
    return Instant.parse(node.required(member).stringValue());
  }

  private RunEnd end(JsonNode node) {
    if (node.has("completed")) {
      return new RunEnd.Completed(value(node.required("completed")));
    }
    if (node.has("continued")) {
      return new RunEnd.Continued(value(node.required("continued")));
    }
    return node.has("faulted")
        ? new RunEnd.Faulted(WorkflowError.fromJson(node.required("faulted")))
        : new RunEnd.Cancelled(node.required("cancelled").stringValue());
  }

  private Waiting strand(JsonNode node) {
    Frame.OfTask frame = frames.task(node.required("frame"));
    return switch (node.required("for").stringValue()) {
      case "call" -> new Waiting.ForCall(frame, call(node));
      case "emission" ->
          new Waiting.ForEmission(
              frame, new Command.Emit(callId(node), value(node.required("event"))));
      case "run" -> new Waiting.ForRun(frame, run(node));
      case "time" -> new Waiting.ForTime(frame, timer(node));
      case "retry" -> new Waiting.ForRetry(frame, timer(node), node.required("attempt").intValue());
      case "branches" -> {
        Numbered<JsonNode> outputs = Numbered.none();
        for (Map.Entry<String, JsonNode> each : node.required("outputs").properties()) {
          outputs = outputs.with(Long.parseLong(each.getKey()), value(each.getValue()));
        }
        yield new Waiting.ForBranches(frame, node.required("number").longValue(), outputs);
      }
      case "events" -> events(frame, node);
      default -> throw new IllegalArgumentException("nothing waits for " + node.get("for"));
    };
  }

  private static CallId callId(JsonNode node) {
    return new CallId(node.required("id").stringValue());
  }

  private static @Nullable String reference(JsonNode node) {
    JsonNode reference = node.path("reference");
    return reference.isString() ? reference.stringValue() : null;
  }

  private Command.Call call(JsonNode node) {
    CallId id = callId(node);
    return new Command.Call(
        id,
        id.task(),
        node.required("function").stringValue(),
        value(node.required("arguments")),
        value(node.required("metadata")),
        node.required("attempt").intValue(),
        reference(node));
  }

  private Command.RunWorkflow run(JsonNode node) {
    CallId id = callId(node);
    return new Command.RunWorkflow(
        id,
        id.task(),
        node.required("namespace").stringValue(),
        node.required("name").stringValue(),
        node.required("version").stringValue(),
        value(node.required("input")),
        node.required("await").booleanValue(),
        reference(node));
  }

  private static Command.StartTimer timer(JsonNode node) {
    return new Command.StartTimer(
        new TimerId(node.required("id").stringValue()), instant(node, "due"));
  }

  private Waiting.ForEvents events(Frame.OfTask frame, JsonNode node) {
    if (!(frame.task() instanceof Task.Listen listen)) {
      throw new IllegalArgumentException("only a listen waits for events");
    }
    Map<String, JsonNode> expected = new HashMap<>();
    node.required("expected")
        .properties()
        .forEach(each -> expected.put(each.getKey(), value(each.getValue())));
    Set<Integer> met = new HashSet<>();
    node.required("met").forEach(place -> met.add(place.intValue()));
    return new Waiting.ForEvents(
        frame,
        callId(node),
        instant(node, "since"),
        new Consumption(listen.to(), expected, met, node.required("closed").booleanValue()),
        Collected.of(all(node.required("outputs"))),
        new Backlog(Collected.NONE, Collected.of(all(node.required("backlog")))),
        node.required("begun").intValue(),
        node.required("busy").booleanValue());
  }

  private List<JsonNode> all(JsonNode places) {
    List<JsonNode> found = new ArrayList<>();
    places.forEach(place -> found.add(value(place)));
    return found;
  }
}
