package dev.fleetprompt.engine.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads lists of tasks: their names, what all tasks share, and by kind the rest. */
final class TaskReader {

  static final int MAX_TASKS = 1_000;
  static final int MAX_DEPTH = 32;
  static final int MAX_POINTER = 270;
  static final int MAX_NAME = 100;

  private final Problems problems;
  private final Expressions expressions;
  private final PartReader parts;
  private final TaskChecks checks;
  private final TaskKindReader kinds;
  private final Reusables reusables;
  private int count;

  TaskReader(
      Problems problems,
      Expressions expressions,
      PartReader parts,
      Reusables reusables,
      CallReader calls) {
    this.problems = problems;
    this.expressions = expressions;
    this.parts = parts;
    this.reusables = reusables;
    this.checks = new TaskChecks(problems);
    this.kinds = new TaskKindReader(problems, expressions, parts, reusables, calls, this);
  }

  /** A {@code do} list or the like. */
  TaskList list(@Nullable JsonNode node, String pointer, Names names, int depth) {
    TaskList list = items(node, pointer, names, depth, true);
    if (node != null && list.tasks().size() == node.size()) {
      for (Task task : Reachability.unreachable(list.tasks())) {
        problems.warn(
            task.head().pointer(),
            "No path leads to the task '" + task.head().name() + "'.",
            "Remove it or point a 'then' to it.");
      }
    }
    return list;
  }

  /** The branches of a fork, none of which can go to another. */
  List<Task> branches(@Nullable JsonNode node, String pointer, Names names, int depth) {
    return items(node, pointer, names, depth, false).tasks();
  }

  private TaskList items(
      @Nullable JsonNode node, String pointer, Names names, int depth, boolean sequence) {
    if (node == null || !node.isArray() || node.isEmpty()) {
      problems.add(
          pointer,
          "Here stands a list of tasks with at least one task.",
          "Write each as '- name:' with the task below it.");
      return new TaskList(List.of());
    }
    if (depth > MAX_DEPTH) {
      problems.add(
          pointer,
          "Tasks are nested deeper than " + MAX_DEPTH + " levels.",
          "Move inner tasks into use.functions.");
      return new TaskList(List.of());
    }
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < node.size(); i++) {
      for (String name : node.get(i).propertyNames()) {
        if (places.putIfAbsent(name, i) != null) {
          problems.add(
              Pointers.child(pointer, i),
              "There are two tasks '" + name + "' in this list.",
              "Give each task of a list a name of its own.");
        }
      }
    }
    Siblings siblings = new Siblings(sequence ? places : Map.of(), problems);
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      Task task = item(node.get(i), Pointers.child(pointer, i), siblings, names, depth);
      if (task != null) {
        tasks.add(task);
      }
    }
    return new TaskList(tasks);
  }

  private @Nullable Task item(
      JsonNode node, String pointer, Siblings siblings, Names names, int depth) {
    if (!node.isObject() || node.size() != 1) {
      problems.add(
          pointer,
          "An item of a list of tasks has exactly one name.",
          "Write it as '- name:' with the task below it, indented further.");
      return null;
    }
    Map.Entry<String, JsonNode> entry = node.properties().iterator().next();
    return task(
        entry.getKey(),
        entry.getValue(),
        Pointers.child(pointer, entry.getKey()),
        siblings,
        names,
        depth);
  }

  /** A single task; null, with a problem, when its kind cannot be told or used. */
  @Nullable Task task(
      String name, JsonNode node, String pointer, Siblings siblings, Names names, int depth) {
    if (++count > MAX_TASKS) {
      if (count == MAX_TASKS + 1) {
        problems.add(
            pointer,
            "The workflow has more than " + MAX_TASKS + " tasks.",
            "Split it into several workflows.");
      }
      return null;
    }
    checkName(name, pointer);
    if (!node.isObject()) {
      problems.add(pointer, "A task is a mapping.", "Give it one of " + TaskKind.keywords() + ".");
      return null;
    }
    List<TaskKind> found = TaskKind.of(node);
    if (found.size() != 1) {
      problems.add(
          pointer,
          found.isEmpty()
              ? "The task '" + name + "' does nothing."
              : "The task '"
                  + name
                  + "' has more than one of the keywords "
                  + keywords(found)
                  + ".",
          "Give it exactly one of " + TaskKind.keywords() + ".");
      return null;
    }
    TaskKind kind = found.getFirst();
    checks.members(kind, (ObjectNode) node, pointer);
    if (checks.refused(kind, node, pointer)) {
      return null;
    }
    Task task =
        kinds.read(kind, head(name, node, pointer, siblings, names), node, siblings, names, depth);
    checks.official(kind, (ObjectNode) node, pointer);
    return task;
  }

  private static String keywords(List<TaskKind> kinds) {
    return String.join(", ", kinds.stream().map(TaskKind::keyword).toList());
  }

  private void checkName(String name, String pointer) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      problems.add(
          pointer,
          "A task's name has 1 to " + MAX_NAME + " characters.",
          "Give it a short name, such as 'findOrder'.");
    } else if (Siblings.isDirective(name)) {
      problems.add(
          pointer,
          "'" + name + "' cannot be a task's name: 'then' means something else by it.",
          "Choose another name.");
    } else if (pointer.length() > MAX_POINTER) {
      problems.add(
          pointer,
          "The path to this task is longer than " + MAX_POINTER + " characters.",
          "Shorten the names on the way or nest less.");
    }
  }

  private TaskHead head(
      String name, JsonNode node, String pointer, Siblings siblings, Names names) {
    Names withOutput = names.with("output");
    JsonNode then = node.get("then");
    return new TaskHead(
        name,
        pointer,
        problems.place(pointer),
        node,
        expressions.optionalCondition(node, "if", pointer, names),
        parts.filter(node, "input", "from", pointer, names),
        parts.filter(node, "output", "as", pointer, withOutput),
        parts.filter(node, "export", "as", pointer, withOutput),
        parts.timeout(node, pointer, names),
        then == null ? Flow.CONTINUE : siblings.flow(then, Pointers.child(pointer, "then")),
        expressions.objectTemplate(node, "metadata", pointer, names));
  }

  /** The task of a function; it stands alone, so there is nothing to go to. */
  @Nullable Task function(String name, JsonNode node, String pointer) {
    if (node.has("then")) {
      problems.add(
          Pointers.child(pointer, "then"),
          "A function returns to its caller; it cannot go elsewhere.",
          "Put 'then' on the task that calls it.");
    }
    reusables.functions.add(name);
    return task(name, node, pointer, new Siblings(Map.of(), problems), Names.TASK, 1);
  }
}
