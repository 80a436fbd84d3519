package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.Task;
import dev.fleetprompt.engine.workflow.TaskList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the frames that {@link FrameWriter} wrote. */
final class FrameReader {

  private final Definition definition;
  private final Function<JsonNode, JsonNode> values;
  private final List<Frame> frames = new ArrayList<>();

  FrameReader(Definition definition, Function<JsonNode, JsonNode> values) {
    this.definition = definition;
    this.values = values;
  }

  FrameReader read(JsonNode table) {
    table.forEach(node -> frames.add(frame(node)));
    return this;
  }

  /** The task frame at a place. */
  Frame.OfTask task(JsonNode place) {
    return frame(place, Frame.OfTask.class);
  }

  private <F extends Frame> F frame(JsonNode place, Class<F> kind) {
    Frame frame = frames.get(place.intValue());
    if (!kind.isInstance(frame)) {
      throw new IllegalArgumentException("frame " + place + " is no " + kind.getSimpleName());
    }
    return kind.cast(frame);
  }

  private Frame frame(JsonNode node) {
    Deadline deadline = deadline(node);
    JsonNode outer = node.path("outer");
    return switch (node.required("of").stringValue()) {
      case "run" -> new Frame.OfRun(deadline);
      case "task" ->
          new Frame.OfTask(
              frame(outer, Frame.class),
              task(node.required("task").stringValue()),
              values.apply(node.required("input")),
              scope(node),
              Instant.parse(node.required("startedAt").stringValue()),
              deadline);
      case "list" -> {
        Frame around = frame(outer, Frame.class);
        yield new Frame.OfList(
            around, list(around), node.required("index").intValue(), scope(node));
      }
      case "loop" -> {
        Frame.OfTask around = task(outer);
        yield new Frame.OfLoop(
            around,
            (Task.For) around.task(),
            values.apply(node.required("items")),
            node.required("index").intValue());
      }
      case "try" -> {
        Frame.OfTask around = task(outer);
        yield new Frame.OfTry(
            around, (Task.Try) around.task(), node.required("attempt").intValue(), deadline);
      }
      case "branch" ->
          new Frame.OfBranch(
              task(outer), node.required("fork").longValue(), node.required("index").intValue());
      case "item" ->
          new Frame.OfItem(
              task(outer),
              node.required("listen").longValue(),
              values.apply(node.required("value")),
              node.required("index").intValue());
      default -> throw new IllegalArgumentException("there are no frames of " + node.get("of"));
    };
  }

  private static @Nullable Deadline deadline(JsonNode node) {
    return node.has("timer")
        ? new Deadline(
            new TimerId(node.required("timer").stringValue()),
            Instant.parse(node.required("due").stringValue()))
        : null;
  }

  private Task task(String pointer) {
    return definition
        .task(pointer)
        .orElseThrow(() -> new IllegalArgumentException("the workflow has no task " + pointer));
  }

  /** The list of tasks that a frame around it goes through. */
  private TaskList list(Frame around) {
    TaskList list =
        switch (around) {
          case Frame.OfRun f -> definition.tasks();
          case Frame.OfTask f when f.task() instanceof Task.Do task -> task.tasks();
          case Frame.OfTask f when f.task() instanceof Task.Try task -> task.handler().tasks();
          case Frame.OfTask f -> null;
          case Frame.OfLoop f -> f.task().tasks();
          case Frame.OfTry f -> f.task().tasks();
          case Frame.OfItem f ->
              f.outer().task() instanceof Task.Listen task && task.foreach() != null
                  ? task.foreach().tasks()
                  : null;
          case Frame.OfList f -> null;
          case Frame.OfBranch f -> null;
        };
    if (list == null) {
      throw new IllegalArgumentException("there is no list of tasks in " + Machine.place(around));
    }
    return list;
  }

  private Scope scope(JsonNode node) {
    Variables variables = null;
    for (Map.Entry<String, JsonNode> each : node.required("variables").properties()) {
      variables = new Variables(each.getKey(), values.apply(each.getValue()), variables);
    }
    return new Scope(variables, node.required("inAttempt").intValue());
  }
}
