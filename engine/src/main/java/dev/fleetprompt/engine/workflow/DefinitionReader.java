package dev.fleetprompt.engine.workflow;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a whole definition. */
final class DefinitionReader {

  private static final Set<String> MEMBERS =
      new TreeSet<>(Set.of("document", "input", "use", "do", "timeout", "output", "schedule"));

  private final Document text;
  private final Problems problems;
  private final Expressions expressions;
  private final Reusables reusables;
  private final PartReader parts;

  private final AuthenticationReader authentications;
  private final OpenApiReader openApi;

  private DefinitionReader(Document text, String file, Documents documents) {
    this.text = text;
    this.problems = new Problems(file, text::place);
    this.expressions = new Expressions(problems);
    this.reusables = new Reusables(problems);
    this.parts = new PartReader(problems, expressions, reusables);
    this.authentications = new AuthenticationReader(problems, reusables);
    this.openApi =
        new OpenApiReader(
            problems,
            expressions,
            authentications,
            documents,
            text.root().path("document").path("metadata").path("pinned"));
  }

  static Definition read(String yamlOrJson, String file, Documents documents)
      throws InvalidDefinitionException {
    return new DefinitionReader(DocumentReader.read(yamlOrJson, file), file, documents)
        .definition();
  }

  private Definition definition() throws InvalidDefinitionException {
    JsonNode root = text.root();
    if (!(root instanceof ObjectNode document)) {
      problems.add("", "A workflow is a mapping.", "Begin with 'document:' and 'do:'.");
      problems.throwIfAny();
      throw new IllegalStateException("a problem was added");
    }
    header(document);
    JsonNode use = document.path("use");
    UseReader uses = new UseReader(problems, expressions, parts, reusables);
    TaskReader reader =
        new TaskReader(
            problems,
            expressions,
            parts,
            reusables,
            new CallReader(expressions, authentications, openApi));
    uses.declarations(use);
    Map<String, Task> functions = uses.functions(use, reader);
    String recursive = TaskWalk.recursive(functions);
    if (recursive != null) {
      problems.add(
          Pointers.child("/use/functions", recursive),
          "The function '" + recursive + "' calls itself, straight or through others.",
          "Use a for task instead.");
    }
    TaskList tasks = reader.list(document.get("do"), "/do", Names.TASK, 1);
    Filter input = parts.filter(document, "input", "from", "", Names.WORKFLOW_INPUT);
    Filter output =
        parts.filter(document, "output", "as", "", Names.TASK.without("task").with("output"));
    Span timeout = parts.timeout(document, "", Names.TASK.without("task"));
    Schedule schedule =
        new ScheduleReader(problems, expressions, parts).schedule(document.get("schedule"));
    official(document);
    problems.throwIfAny();
    return new Definition(
        document,
        input,
        output,
        timeout,
        schedule,
        tasks,
        functions,
        problems.warnings(),
        pinned(document));
  }

  /** The document together with what it uses of others. */
  private @Nullable String pinned(ObjectNode document) {
    ObjectNode pins = openApi.pins();
    if (pins.isEmpty()) {
      return null;
    }
    ObjectNode copy = document.deepCopy();
    copy.withObject("/document/metadata").set("pinned", pins);
    return copy.toString();
  }

  private void header(ObjectNode document) {
    for (String member : document.propertyNames()) {
      if (!MEMBERS.contains(member)) {
        problems.add(
            Pointers.child("", member),
            "A workflow has no '" + member + "'.",
            "Remove it or use one of " + String.join(", ", MEMBERS) + ".");
      }
    }
    JsonNode dsl = document.path("document").path("dsl");
    if (!dsl.stringValue("").matches("1\\.0\\.\\d+")) {
      problems.add(
          "/document/dsl",
          "The definition is not in the DSL 1.0.",
          "Write dsl: '1.0.3' under 'document'.");
    }
  }

  /** Compares what stands outside of tasks with the official schema. */
  private void official(ObjectNode document) {
    ObjectNode shell = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : document.properties()) {
      shell.set(
          entry.getKey(),
          switch (entry.getKey()) {
            case "do" -> JsonNodeFactory.instance.arrayNode();
            case "use" -> withoutFunctions(entry.getValue());
            default -> entry.getValue();
          });
    }
    for (OfficialSchema.Finding finding : OfficialSchema.get().check("", shell)) {
      if (!problems.touches(finding.pointer())) {
        problems.add(
            finding.pointer(),
            "This is not as the DSL has it: " + finding.message() + ".",
            "See the reference of the DSL 1.0.3.");
      }
    }
  }

  private static JsonNode withoutFunctions(JsonNode use) {
    if (!(use instanceof ObjectNode object)) {
      return use;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(entry -> {
          if (!"functions".equals(entry.getKey())) {
            copy.set(entry.getKey(), entry.getValue());
          }
        });
    return copy;
  }
}
