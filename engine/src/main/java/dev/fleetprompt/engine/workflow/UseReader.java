package dev.fleetprompt.engine.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads {@code use}: first what tasks refer to, then the functions, which are tasks themselves. */
final class UseReader {

  private static final Map<String, String> REFUSED =
      Map.of(
          "extensions", "Write the tasks where they belong.",
          "catalogs",
              "Call functions of the built-in catalog, such as record.find:1.0.0@default, or declare"
                  + " them under use.functions.",
          "secrets", "Name a connection; its credentials never enter a run.");
  private static final Set<String> KNOWN =
      Set.of("authentications", "errors", "retries", "timeouts", "functions");

  private final Problems problems;
  private final Expressions expressions;
  private final PartReader parts;
  private final Reusables reusables;

  UseReader(Problems problems, Expressions expressions, PartReader parts, Reusables reusables) {
    this.problems = problems;
    this.expressions = expressions;
    this.parts = parts;
    this.reusables = reusables;
  }

  void declarations(JsonNode use) {
    String pointer = "/use";
    for (String member : use.propertyNames()) {
      String remedy = REFUSED.get(member);
      if (remedy != null) {
        problems.add(
            Pointers.child(pointer, member), "use." + member + " is not supported.", remedy);
      } else if (!KNOWN.contains(member)) {
        problems.add(
            Pointers.child(pointer, member),
            "'use' has no '" + member + "'.",
            "Use authentications, errors, functions, retries or timeouts.");
      }
    }
    AuthenticationReader authentications = new AuthenticationReader(problems, reusables);
    each(use, "authentications", authentications::declared);
    CatchReader catches = new CatchReader(problems, expressions, parts, reusables);
    each(
        use,
        "errors",
        (name, node, path) -> reusables.errors.put(name, parts.error(node, path, Names.TASK)));
    each(
        use,
        "retries",
        (name, node, path) ->
            reusables.retries.put(name, catches.retry(node, path, Names.TASK.with("error"))));
    each(
        use,
        "timeouts",
        (name, node, path) -> {
          Span span = parts.optionalSpan(node, "after", path, Names.TASK);
          if (span != null) {
            reusables.timeouts.put(name, span);
          }
        });
  }

  Map<String, Task> functions(JsonNode use, TaskReader tasks) {
    Map<String, Task> functions = new LinkedHashMap<>();
    each(
        use,
        "functions",
        (name, node, path) -> {
          if (CallNames.refusal(name).isPresent() || CallNames.reserved(name)) {
            problems.add(
                path,
                "'" + name + "' cannot name a function.",
                "Use letters, digits, '.', '-' and '_', and no name that 'call' knows.");
          }
          Task task = tasks.function(name, node, path);
          if (task != null) {
            functions.put(name, task);
          }
        });
    return functions;
  }

  private interface Declared {
    void accept(String name, JsonNode node, String pointer);
  }

  private static void each(JsonNode use, String section, Declared declared) {
    String pointer = Pointers.child("/use", section);
    for (Map.Entry<String, JsonNode> entry : use.path(section).properties()) {
      declared.accept(entry.getKey(), entry.getValue(), Pointers.child(pointer, entry.getKey()));
    }
  }
}
