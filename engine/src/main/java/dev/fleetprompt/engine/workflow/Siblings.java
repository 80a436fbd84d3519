package dev.fleetprompt.engine.workflow;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The tasks of one list by name, among which {@code then} may choose. */
record Siblings(Map<String, Integer> places, Problems problems) {

  private static final Set<String> DIRECTIVES = Set.of("continue", "exit", "end");

  Flow flow(JsonNode node, String pointer) {
    if (!node.isString()) {
      problems.add(
          pointer,
          "'then' takes a text.",
          "Write continue, exit, end or the name of a task of the same list.");
      return Flow.CONTINUE;
    }
    String target = node.stringValue();
    return switch (target) {
      case "continue" -> Flow.CONTINUE;
      case "exit" -> Flow.EXIT;
      case "end" -> Flow.END;
      default -> {
        Integer place = places.get(target);
        if (place == null) {
          TreeSet<String> choices = new TreeSet<>(places.keySet());
          choices.addAll(DIRECTIVES);
          problems.add(
              pointer,
              "There is no task '" + target + "' in this list to go to.",
              "Choose one of " + String.join(", ", choices) + ".");
          yield Flow.CONTINUE;
        }
        yield new Flow.Goto(target, place);
      }
    };
  }

  /** Whether a name would be taken for a directive. */
  static boolean isDirective(String name) {
    return DIRECTIVES.contains(name);
  }
}
