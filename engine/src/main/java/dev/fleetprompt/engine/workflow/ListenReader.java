package dev.fleetprompt.engine.workflow;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code listen}. */
final class ListenReader {

  private static final Map<String, Task.Read> READS =
      Map.of("data", Task.Read.DATA, "envelope", Task.Read.ENVELOPE, "raw", Task.Read.RAW);

  private final Problems problems;
  private final EventReader events;
  private final PartReader parts;
  private final TaskReader tasks;

  ListenReader(Problems problems, Expressions expressions, PartReader parts, TaskReader tasks) {
    this.problems = problems;
    this.events = new EventReader(problems, expressions);
    this.parts = parts;
    this.tasks = tasks;
  }

  @Nullable Task listen(TaskHead head, JsonNode node, Names names, int depth) {
    JsonNode body = node.path("listen");
    String path = Pointers.child(head.pointer(), "listen");
    EventStrategy to = events.strategy(body.get("to"), Pointers.child(path, "to"), names);
    Task.Read read = READS.get(body.path("read").stringValue("data"));
    if (read == null) {
      problems.add(
          Pointers.child(path, "read"),
          "An event cannot be read like this.",
          "Write data, envelope or raw.");
    }
    since(head);
    Task.Foreach foreach = foreach(node, head.pointer(), names, depth);
    return to == null || read == null ? null : new Task.Listen(head, to, read, foreach);
  }

  private void since(TaskHead head) {
    JsonNode since = head.definition().path("metadata").get("since");
    if (since != null && !since.stringValue("").equals("start")) {
      problems.add(
          Pointers.child(Pointers.child(head.pointer(), "metadata"), "since"),
          "A listen cannot look back to here.",
          "Write 'since: start' for all events since the run began, or remove it for those since"
              + " the task began.");
    }
  }

  private Task.@Nullable Foreach foreach(JsonNode node, String pointer, Names names, int depth) {
    JsonNode foreach = node.get("foreach");
    if (foreach == null) {
      return null;
    }
    String path = Pointers.child(pointer, "foreach");
    String item = parts.variable(foreach, "item", "item", path, names);
    String at = parts.variable(foreach, "at", "index", path, names);
    if (item.equals(at)) {
      problems.add(path, "Item and index have the same name '" + at + "'.", "Give them two names.");
    }
    Names inner = names.with(item).with(at);
    Names withOutput = inner.with("output");
    JsonNode then = foreach.get("do");
    return new Task.Foreach(
        item,
        at,
        then == null ? null : tasks.list(then, Pointers.child(path, "do"), inner, depth + 1),
        parts.filter(foreach, "output", "as", path, withOutput),
        parts.filter(foreach, "export", "as", path, withOutput));
  }
}
