package dev.fleetprompt.engine.workflow;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code run}, which runs other workflows only. */
final class RunReader {

  private static final Pattern VERSION =
      Pattern.compile("latest|\\d+\\.\\d+\\.\\d+(?:[-+][0-9A-Za-z.+-]+)?");
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");

  private final Problems problems;
  private final Expressions expressions;

  RunReader(Problems problems, Expressions expressions) {
    this.problems = problems;
    this.expressions = expressions;
  }

  @Nullable Task run(TaskHead head, JsonNode body, Names names) {
    String path = Pointers.child(head.pointer(), "run");
    if (body.has("return")) {
      problems.add(
          Pointers.child(path, "return"),
          "A workflow has one output, so there is nothing to choose.",
          "Remove 'return'; shape the output with 'output.as'.");
    }
    JsonNode workflow = body.path("workflow");
    String place = Pointers.child(path, "workflow");
    String namespace = name(workflow, "namespace", place);
    String name = name(workflow, "name", place);
    String version = workflow.path("version").stringValue("");
    if (!VERSION.matcher(version).matches()) {
      problems.add(
          Pointers.child(place, "version"),
          "The version of the workflow to run is not given.",
          "Write a version, such as '1.0.0', or 'latest'.");
    }
    JsonNode await = body.get("await");
    if (await != null && !await.isBoolean()) {
      problems.add(
          Pointers.child(path, "await"), "'await' is true or false.", "Write one of the two.");
    }
    return new Task.Run(
        head,
        new WorkflowReference(namespace, name, version),
        expressions.objectTemplate(workflow, "input", place, names),
        await == null || await.booleanValue(true));
  }

  private String name(JsonNode workflow, String member, String pointer) {
    String name = workflow.path(member).stringValue("");
    if (!NAME.matcher(name).matches()) {
      problems.add(
          Pointers.child(pointer, member),
          "The " + member + " of the workflow to run is not given literally.",
          "Write it as in the 'document' of that workflow.");
    }
    return name;
  }
}
