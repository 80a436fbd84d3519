package dev.fleetprompt.engine.workflow;

import dev.fleetprompt.engine.jq.JqSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Compiles the runtime expressions of a definition. */
final class Expressions {

  private static final Expression NOTHING = Expression.compile(".", Names.TASK.variables());

  private final Problems problems;

  Expressions(Problems problems) {
    this.problems = problems;
  }

  /** A text that is an expression by its place; the enclosing <code>${ }</code> may be left out. */
  Expression condition(JsonNode node, String pointer, Names names) {
    if (!node.isString()) {
      problems.add(
          pointer, "Here stands an expression.", "Write it as a text, such as '${ .total > 0 }'.");
      return NOTHING;
    }
    String text = node.stringValue();
    return compile(enclosed(text) ? body(text) : text, pointer, names);
  }

  @Nullable Expression optionalCondition(
      JsonNode parent, String member, String pointer, Names names) {
    JsonNode node = parent.get(member);
    return node == null ? null : condition(node, Pointers.child(pointer, member), names);
  }

  /** A text that is an expression, or an object that holds some, as in {@code input.from}. */
  Template shape(JsonNode node, String pointer, Names names) {
    return node.isString()
        ? new Template.Computed(condition(node, pointer, names))
        : template(node, pointer, names);
  }

  /** A value in which texts of the form <code>${ }</code> are expressions. */
  Template template(JsonNode node, String pointer, Names names) {
    if (node.isString()) {
      return text(node, pointer, names);
    }
    if (node.isObject()) {
      Map<String, Template> members = new LinkedHashMap<>();
      node.properties()
          .forEach(entry ->
              members.put(
                  entry.getKey(),
                  template(entry.getValue(), Pointers.child(pointer, entry.getKey()), names)));
      return members.values().stream().allMatch(Template.Constant.class::isInstance)
          ? new Template.Constant(node)
          : new Template.Members(members);
    }
    if (node.isArray()) {
      List<Template> items = new ArrayList<>();
      for (int i = 0; i < node.size(); i++) {
        items.add(template(node.get(i), Pointers.child(pointer, i), names));
      }
      return items.stream().allMatch(Template.Constant.class::isInstance)
          ? new Template.Constant(node)
          : new Template.Items(List.copyOf(items));
    }
    return new Template.Constant(node);
  }

  @Nullable Template optionalTemplate(JsonNode parent, String member, String pointer, Names names) {
    JsonNode node = parent.get(member);
    return node == null ? null : template(node, Pointers.child(pointer, member), names);
  }

  Template objectTemplate(JsonNode parent, String member, String pointer, Names names) {
    Template template = optionalTemplate(parent, member, pointer, names);
    return template == null
        ? new Template.Constant(JsonNodeFactory.instance.objectNode())
        : template;
  }

  private Template text(JsonNode node, String pointer, Names names) {
    String text = node.stringValue();
    if (enclosed(text)) {
      return new Template.Computed(compile(body(text), pointer, names));
    }
    if (text.contains("${")) {
      problems.warn(
          pointer,
          "'${' inside a longer text is taken literally.",
          "Make the whole text one expression, such as ${ \"Hello \\(.name)\" }.");
    }
    return new Template.Constant(node);
  }

  static boolean enclosed(String text) {
    String stripped = text.strip();
    return stripped.startsWith("${") && stripped.endsWith("}");
  }

  private static String body(String text) {
    String stripped = text.strip();
    return stripped.substring(2, stripped.length() - 1);
  }

  private Expression compile(String source, String pointer, Names names) {
    try {
      return Expression.compile(source, names.variables());
    } catch (JqSyntaxException e) {
      boolean secrets = source.contains("$secrets");
      problems.add(
          pointer,
          secrets
              ? "$secrets is not available to expressions."
              : "The expression does not compile: " + e.getMessage(),
          secrets
              ? "Name a connection; its credentials never enter a run."
              : "Correct it; expressions are written in jq and may use "
                  + (names.variables().isEmpty()
                      ? "no variables here."
                      : "$"
                          + String.join(", $", names.variables().stream().sorted().toList())
                          + "."));
      return NOTHING;
    }
  }
}
