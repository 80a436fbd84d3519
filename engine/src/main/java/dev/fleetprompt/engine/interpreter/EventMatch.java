package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.engine.workflow.Correlation;
import dev.fleetprompt.engine.workflow.EventFilter;
import dev.fleetprompt.engine.workflow.EventStrategy;
import dev.fleetprompt.engine.workflow.Expression;
import dev.fleetprompt.engine.workflow.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares events with filters. An expression that fails on an event turns it down: what comes from
 * outside never faults a run.
 */
record EventMatch(Evaluator evaluator, View view) {

  /** What the correlations of a strategy must equal, where it says so. */
  Map<String, JsonNode> expected(EventStrategy strategy) {
    Map<String, JsonNode> expected = new HashMap<>();
    List<EventFilter> filters = strategy.everyFilter();
    for (int i = 0; i < filters.size(); i++) {
      for (Correlation correlation : filters.get(i).correlations()) {
        if (correlation.expect() != null) {
          JsonNode value = evaluator.fill(correlation.expect(), view.input(), view);
          expected.put(Consumption.key(correlation, i), Evaluator.storable(value, view));
        }
      }
    }
    return expected;
  }

  boolean matches(EventFilter filter, JsonNode event) {
    return filter.type().equals(event.path("type").stringValue(""))
        && filter.attributes().entrySet().stream()
            .allMatch(each -> fits(each.getValue(), event.get(each.getKey())));
  }

  /** A correlation's value; null when the event has none. */
  @Nullable JsonNode value(Expression from, JsonNode event) {
    try {
      JsonNode value = evaluator.evaluate(from, event, view);
      return value.isNull() ? null : value;
    } catch (RaisedException e) {
      return null;
    }
  }

  private boolean fits(Template expected, @Nullable JsonNode value) {
    if (value == null) {
      return false;
    }
    return switch (expected) {
      case Template.Constant(JsonNode constant) -> contains(value, constant);
      case Template.Computed(Expression expression) -> holds(expression, value);
      case Template.Members(Map<String, Template> members) ->
          members.entrySet().stream()
              .allMatch(each -> fits(each.getValue(), value.get(each.getKey())));
      case Template.Items(List<Template> items) -> {
        boolean all = value.isArray() && value.size() == items.size();
        for (int i = 0; all && i < items.size(); i++) {
          all = fits(items.get(i), value.get(i));
        }
        yield all;
      }
    };
  }

  /** A boolean is a verdict; anything else is what the value must equal. */
  private boolean holds(Expression expression, JsonNode value) {
    try {
      JsonNode result = evaluator.evaluate(expression, value, view);
      return result.isBoolean() ? result.booleanValue() : same(value, result);
    } catch (RaisedException e) {
      return false;
    }
  }

  /** Whether a value has all that is expected; objects may have more members. */
  private static boolean contains(JsonNode value, JsonNode expected) {
    return expected.isObject()
        ? value.isObject()
            && expected.properties().stream()
                .allMatch(each -> contains(value.path(each.getKey()), each.getValue()))
        : same(value, expected);
  }

  private static boolean same(JsonNode a, JsonNode b) {
    return !a.isMissingNode() && CanonicalJson.normalize(a).equals(CanonicalJson.normalize(b));
  }
}
