package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.jq.Fuel;
import dev.fleetprompt.engine.jq.FuelExhaustedException;
import dev.fleetprompt.engine.jq.FuelLimits;
import dev.fleetprompt.engine.jq.JqException;
import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.engine.json.JsonBounds;
import dev.fleetprompt.engine.json.UnfitJsonException;
import dev.fleetprompt.engine.workflow.DataSchema;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.Expression;
import dev.fleetprompt.engine.workflow.Filter;
import dev.fleetprompt.engine.workflow.Span;
import dev.fleetprompt.engine.workflow.Spans;
import dev.fleetprompt.engine.workflow.Template;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Evaluates what a definition says against what a run knows. Lives for one entry; all evaluations
 * for that entry share one budget besides the budget that each has.
 */
final class Evaluator {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Definition definition;
  private final RunFacts facts;
  private final long budget;
  private final Map<String, JsonNode> ofRun = new HashMap<>();
  private JsonNode context;
  private long steps;
  private long bytes;

  Evaluator(Definition definition, RunFacts facts, JsonNode context, long budget) {
    this.definition = definition;
    this.facts = facts;
    this.context = context;
    this.budget = budget;
  }

  /** What tasks exported, {@code $context}. */
  JsonNode context() {
    return context;
  }

  void export(JsonNode value) {
    context = value;
  }

  /** Bytes that expressions have built so far. */
  long bytes() {
    return bytes;
  }

  JsonNode evaluate(Expression expression, JsonNode value, View view) {
    Fuel fuel = fuel(view);
    try {
      List<JsonNode> results = expression.evaluate(value, name -> variable(name, view), fuel);
      if (results.size() > 1) {
        throw failed(
            "The expression "
                + expression
                + " gave more than one value. Collect them: [ "
                + expression
                + " ].",
            view);
      }
      return results.isEmpty() ? NODES.nullNode() : results.getFirst();
    } catch (JqException | FuelExhaustedException e) {
      throw failed("The expression " + expression + " failed: " + e.getMessage(), view);
    } finally {
      steps += fuel.stepsSpent();
      bytes += fuel.bytesSpent();
    }
  }

  private Fuel fuel(View view) {
    long left = budget - steps;
    if (left <= 0) {
      throw new LimitException(
          "The run computed for too long without a call, wait or event between. Do less, or put"
              + " calls between.",
          view.pointer());
    }
    FuelLimits each = FuelLimits.standard();
    return left >= each.steps() ? Fuel.of(each) : Fuel.of(each.withSteps(left));
  }

  boolean test(Expression expression, JsonNode value, View view) {
    JsonNode result = evaluate(expression, value, view);
    if (!result.isBoolean()) {
      throw failed(
          "The condition "
              + expression
              + " gave "
              + result.getNodeType()
              + ", not true or false. Compare explicitly.",
          view);
    }
    return result.booleanValue();
  }

  JsonNode fill(Template template, JsonNode value, View view) {
    return switch (template) {
      case Template.Constant(JsonNode constant) -> constant;
      case Template.Computed(Expression expression) -> evaluate(expression, value, view);
      case Template.Members(Map<String, Template> members) -> {
        ObjectNode object = NODES.objectNode();
        members.forEach((name, member) -> object.set(name, fill(member, value, view)));
        yield object;
      }
      case Template.Items(List<Template> items) -> {
        ArrayNode array = NODES.arrayNode(items.size());
        items.forEach(item -> array.add(fill(item, value, view)));
        yield array;
      }
    };
  }

  @Nullable String text(@Nullable Template template, JsonNode value, View view) {
    if (template == null) {
      return null;
    }
    JsonNode result = fill(template, value, view);
    if (!result.isString()) {
      throw failed("A text is needed here, not " + result.getNodeType() + ".", view);
    }
    return result.stringValue();
  }

  Duration length(Span span, JsonNode value, View view) {
    return switch (span) {
      case Span.Fixed(Duration length) -> length;
      case Span.Computed(Expression expression) ->
          Spans.read(evaluate(expression, value, view))
              .orElseThrow(() ->
                  failed(
                      "The expression "
                          + expression
                          + " gave no length of time between 0 and ten years. Give a text such"
                          + " as \"PT5M\" or an object such as {minutes: 5}.",
                      view));
    };
  }

  /** The value as a filter shapes it. */
  JsonNode shape(Filter filter, JsonNode value, View view) {
    Template shape = filter.shape();
    return shape == null ? value : fill(shape, value, view);
  }

  /**
   * @throws RaisedException when the value does not fit the filter's schema
   */
  void check(Filter filter, JsonNode value, String what, String pointer) {
    DataSchema schema = filter.schema();
    if (schema == null) {
      return;
    }
    List<String> findings = schema.check(value);
    if (!findings.isEmpty()) {
      throw new RaisedException(
          StandardErrors.validation(
              what + " does not fit its schema: " + String.join("; ", findings), pointer));
    }
  }

  /**
   * A value on its way out of the run, in canonical form.
   *
   * @throws RaisedException when it could not be stored
   */
  static JsonNode storable(JsonNode value, View view) {
    try {
      JsonNode normal = CanonicalJson.normalize(value);
      JsonBounds.standard().check(normal);
      return normal;
    } catch (UnfitJsonException e) {
      throw failed("A value cannot leave the run. " + e.getMessage(), view);
    }
  }

  static RaisedException failed(String detail, View view) {
    return new RaisedException(StandardErrors.expression(detail, view.pointer()));
  }

  private JsonNode variable(String name, View view) {
    return switch (name) {
      case "context" -> context;
      case "input" -> view.input();
      case "output" -> orNull(view.output());
      case "task" -> task(view);
      case "workflow" -> ofRun.computeIfAbsent(name, n -> facts.workflow(definition));
      case "runtime" -> ofRun.computeIfAbsent(name, n -> facts.runtime());
      case "config" -> facts.configuration();
      case "run" -> ofRun.computeIfAbsent(name, n -> facts.facts());
      default -> orNull(Variables.find(view.scope().variables(), name));
    };
  }

  private static JsonNode orNull(@Nullable JsonNode value) {
    return value == null ? NODES.nullNode() : value;
  }

  private static JsonNode task(View view) {
    ObjectNode node = NODES.objectNode();
    if (view.task() != null) {
      node.set("definition", view.task().definition());
      node.set("input", view.input());
      node.put("name", view.task().name());
      if (view.output() != null) {
        node.set("output", view.output());
      }
      node.put("reference", view.pointer());
      node.set("startedAt", RunFacts.instant(view.startedAt()));
    }
    return node;
  }
}
