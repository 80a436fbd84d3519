package dev.fleetprompt.engine.workflow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The kinds of tasks by their keywords. */
enum TaskKind {
  CALL("with"),
  DO(),
  EMIT(),
  FOR("while", "do"),
  FORK(),
  LISTEN("foreach"),
  RAISE(),
  RUN(),
  SET(),
  SWITCH(),
  TRY("catch"),
  WAIT();

  private static final Set<String> SHARED =
      Set.of("if", "input", "output", "export", "timeout", "then", "metadata");

  private final Set<String> more;

  TaskKind(String... more) {
    this.more = Set.of(more);
  }

  String keyword() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The members that a task of this kind may have. */
  Set<String> members() {
    Set<String> members = new TreeSet<>(SHARED);
    members.add(keyword());
    members.addAll(more);
    return members;
  }

  /** The kinds whose keyword a task has; a loop's {@code do} does not count. */
  static List<TaskKind> of(JsonNode task) {
    return Arrays.stream(values())
        .filter(kind -> task.has(kind.keyword()))
        .filter(kind -> kind != DO || !task.has("for"))
        .toList();
  }

  static String keywords() {
    return Arrays.stream(values()).map(TaskKind::keyword).collect(Collectors.joining(", "));
  }
}
