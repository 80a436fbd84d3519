package dev.fleetprompt.engine.workflow;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells what a task must not be or hold: unknown members, refused kinds, and the official schema.
 */
final class TaskChecks {

  private final Problems problems;

  TaskChecks(Problems problems) {
    this.problems = problems;
  }

  void members(TaskKind kind, ObjectNode task, String pointer) {
    for (String member : task.propertyNames()) {
      if (!kind.members().contains(member)) {
        problems.add(
            Pointers.child(pointer, member),
            "A " + kind.keyword() + " task has no '" + member + "'.",
            "Remove it or use one of " + String.join(", ", kind.members()) + ".");
      }
    }
  }

  /** Whether the task is of a kind that is not offered; says so. */
  boolean refused(TaskKind kind, JsonNode task, String pointer) {
    String path = Pointers.child(pointer, kind.keyword());
    return switch (kind) {
      case CALL -> refusedCall(task.path("call"), path);
      case RUN -> refusedRun(task.path("run"), path);
      case DO, EMIT, FOR, FORK, LISTEN, RAISE, SET, SWITCH, TRY, WAIT -> false;
    };
  }

  private boolean refusedCall(JsonNode name, String path) {
    if (!name.isString()) {
      return refuse(
          path,
          "'call' takes a name.",
          "Name a function or directive type, such as 'record.find'.");
    }
    Optional<String> refusal = CallNames.refusal(name.stringValue());
    refusal.ifPresent(
        remedy -> refuse(path, "'" + name.stringValue() + "' cannot be called.", remedy));
    return refusal.isPresent();
  }

  private boolean refusedRun(JsonNode run, String path) {
    if (run.has("workflow")) {
      return false;
    }
    return refuse(
        path,
        "Containers, scripts and shell commands are never run.",
        "Call a function or a directive type, or compute with an expression.");
  }

  private boolean refuse(String pointer, String message, String remedy) {
    problems.add(pointer, message, remedy);
    return true;
  }

  /**
   * Compares the task, without the tasks inside it, with the official schema, and reports what no
   * other check has reported.
   */
  void official(TaskKind kind, ObjectNode task, String pointer) {
    String part =
        kind == TaskKind.CALL
            ? CallNames.schema(task.path("call").stringValue(""))
            : "/$defs/" + kind.keyword() + "Task";
    for (OfficialSchema.Finding finding : OfficialSchema.get().check(part, shallow(kind, task))) {
      String place = pointer + finding.pointer();
      if (!problems.touches(place)) {
        problems.add(
            place,
            "This is not as the DSL has it: " + finding.message() + ".",
            "See the reference of the " + kind.keyword() + " task, DSL 1.0.3.");
      }
    }
  }

  private static ObjectNode shallow(TaskKind kind, ObjectNode task) {
    return switch (kind) {
      case DO, FOR -> with(task, "do");
      case TRY -> within(with(task, "try"), "catch", "do");
      case FORK -> within(task, "fork", "branches");
      case LISTEN -> within(task, "foreach", "do");
      case CALL, EMIT, RAISE, RUN, SET, SWITCH, WAIT -> task;
    };
  }

  /** The task with the list of tasks in one of its members emptied. */
  private static ObjectNode within(ObjectNode task, String member, String emptied) {
    if (!(task.path(member) instanceof ObjectNode inner) || !inner.has(emptied)) {
      return task;
    }
    ObjectNode copy = with(task, "");
    copy.set(member, with(inner, emptied));
    return copy;
  }

  private static ObjectNode with(ObjectNode node, String emptied) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      copy.set(
          entry.getKey(),
          entry.getKey().equals(emptied) ? JsonNodeFactory.instance.arrayNode() : entry.getValue());
    }
    return copy;
  }
}
