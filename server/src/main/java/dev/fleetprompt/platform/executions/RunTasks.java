package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.workflow.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Lists the tasks of a definition as it is written, so that no kind of task needs to be known. */
final class RunTasks {

  private static final List<String> KINDS =
      List.of(
          "call", "emit", "for", "fork", "listen", "raise", "run", "set", "switch", "try", "wait",
          "do");

  private RunTasks() {}

  static List<RunTask> of(Definition definition) {
    List<RunTask> tasks = new ArrayList<>();
    list(definition.document().path("do"), "/do", 0, tasks);
    return List.copyOf(tasks);
  }

  private static void list(JsonNode list, String pointer, int depth, List<RunTask> tasks) {
    for (int i = 0; i < list.size(); i++) {
      for (Map.Entry<String, JsonNode> entry : list.get(i).properties()) {
        task(
            entry.getKey(),
            entry.getValue(),
            pointer + "/" + i + "/" + escaped(entry.getKey()),
            depth,
            tasks);
      }
    }
  }

  private static void task(
      String name, JsonNode task, String pointer, int depth, List<RunTask> tasks) {
    String kind = KINDS.stream().filter(task::has).findFirst().orElse("task");
    Optional<String> calls =
        switch (kind) {
          case "call" -> text(task.path("call"));
          case "emit" -> text(task.at("/emit/event/with/type"));
          default -> Optional.empty();
        };
    tasks.add(
        new RunTask(
            pointer,
            name,
            kind,
            calls,
            depth,
            text(task.path("then")),
            cases(task.path("switch"))));
    list(task.path("do"), pointer + "/do", depth + 1, tasks);
    list(task.path("try"), pointer + "/try", depth + 1, tasks);
    list(task.at("/catch/do"), pointer + "/catch/do", depth + 1, tasks);
    list(task.at("/fork/branches"), pointer + "/fork/branches", depth + 1, tasks);
    list(task.at("/foreach/do"), pointer + "/foreach/do", depth + 1, tasks);
  }

  private static List<RunTask.Case> cases(JsonNode list) {
    List<RunTask.Case> cases = new ArrayList<>();
    for (JsonNode entry : list) {
      entry
          .properties()
          .forEach(named ->
              cases.add(
                  new RunTask.Case(
                      named.getKey(), text(named.getValue().path("then")).orElse("continue"))));
    }
    return cases;
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
