package dev.fleetprompt.engine.workflow;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the parts that several kinds of tasks and the workflow itself share. */
final class PartReader {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private final Problems problems;
  private final Expressions expressions;
  private final Reusables reusables;

  PartReader(Problems problems, Expressions expressions, Reusables reusables) {
    this.problems = problems;
    this.expressions = expressions;
    this.reusables = reusables;
  }

  /** An {@code input}, {@code output} or {@code export}. */
  Filter filter(JsonNode parent, String member, String shape, String pointer, Names names) {
    JsonNode node = parent.get(member);
    if (node == null || !node.isObject()) {
      return Filter.NONE;
    }
    String path = Pointers.child(pointer, member);
    JsonNode expression = node.get(shape);
    Template template =
        expression == null
            ? null
            : expressions.shape(expression, Pointers.child(path, shape), names);
    return new Filter(template, schema(node.get("schema"), Pointers.child(path, "schema")));
  }

  private @Nullable DataSchema schema(@Nullable JsonNode node, String pointer) {
    if (node == null) {
      return null;
    }
    if (node.has("resource")) {
      problems.add(
          Pointers.child(pointer, "resource"),
          "Schemas from elsewhere are not loaded.",
          "Write the schema under 'document'.");
      return null;
    }
    JsonNode format = node.get("format");
    if (format != null && !format.stringValue("").matches("json(:.*)?")) {
      problems.add(
          Pointers.child(pointer, "format"),
          "Only JSON Schema is supported.",
          "Write 'json' or leave the format out.");
      return null;
    }
    JsonNode document = node.get("document");
    if (document == null) {
      return null;
    }
    String path = Pointers.child(pointer, "document");
    if (!document.isObject() && !document.isBoolean()) {
      problems.add(path, "This is no JSON Schema.", "Write an object such as {type: object}.");
      return null;
    }
    try {
      return DataSchema.compile(document);
    } catch (IllegalArgumentException e) {
      problems.add(
          path,
          "The schema cannot be used: " + e.getMessage(),
          "Correct it; it may refer to its own parts only.");
      return null;
    }
  }

  /** A {@code timeout}: written out, or the name of one under {@code use}. */
  @Nullable Span timeout(JsonNode parent, String pointer, Names names) {
    JsonNode node = parent.get("timeout");
    if (node == null) {
      return null;
    }
    String path = Pointers.child(pointer, "timeout");
    if (node.isString()) {
      return reusables.find(
          reusables.timeouts,
          "timeouts",
          node.stringValue(),
          path,
          new Span.Fixed(Duration.ofDays(1)));
    }
    return optionalSpan(node, "after", path, names);
  }

  @Nullable Span optionalSpan(JsonNode parent, String member, String pointer, Names names) {
    JsonNode node = parent.get(member);
    return node == null ? null : span(node, Pointers.child(pointer, member), names);
  }

  Span span(JsonNode node, String pointer, Names names) {
    if (node.isString() && Expressions.enclosed(node.stringValue())) {
      return new Span.Computed(expressions.condition(node, pointer, names));
    }
    return new Span.Fixed(duration(node, pointer));
  }

  /** A length of time without expressions. */
  Duration duration(JsonNode node, String pointer) {
    return Spans.read(node)
        .orElseGet(() -> {
          problems.add(
              pointer,
              "This is no length of time between 0 and ten years.",
              "Write ISO 8601 with weeks, days and smaller (P1DT12H, PT30S) or an object such"
                  + " as {minutes: 5}; years and months have no fixed length.");
          return Duration.ZERO;
        });
  }

  /** The name of a variable that a task introduces. */
  String variable(JsonNode node, String member, String otherwise, String pointer, Names names) {
    String name = node.path(member).stringValue(otherwise);
    if (!VARIABLE.matcher(name).matches() || names.reserved(name)) {
      problems.add(
          Pointers.child(pointer, member),
          "'" + name + "' cannot name a variable here.",
          "Use letters, digits and _, without $, and none of the names every expression has.");
      return otherwise;
    }
    return name;
  }

  ErrorTemplate error(JsonNode node, String pointer, Names names) {
    Template type = expressions.optionalTemplate(node, "type", pointer, names);
    JsonNode status = node.path("status");
    if (type == null || !status.isIntegralNumber() || !status.canConvertToInt()) {
      problems.add(
          pointer,
          "An error needs a type and a status.",
          "Add, for example, 'type: https://example.com/errors/no-stock' and 'status: 409'.");
      return new ErrorTemplate(new Template.Constant(node), 500, null, null, null);
    }
    return new ErrorTemplate(
        type,
        status.intValue(),
        expressions.optionalTemplate(node, "title", pointer, names),
        expressions.optionalTemplate(node, "detail", pointer, names),
        expressions.optionalTemplate(node, "instance", pointer, names));
  }
}
