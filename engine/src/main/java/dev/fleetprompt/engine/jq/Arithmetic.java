package dev.fleetprompt.engine.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operators over values of every type. */
final class Arithmetic {
  private Arithmetic() {}

  static JsonNode apply(Run run, Operator operator, JsonNode a, JsonNode b) {
    return switch (operator) {
      case ADD -> add(run, a, b);
      case SUBTRACT -> subtract(run, a, b);
      case MULTIPLY -> multiply(run, a, b);
      case DIVIDE -> divide(run, a, b);
      case REMAINDER -> remainder(run, a, b);
      case EQUAL -> Values.bool(Values.equal(run, a, b));
      case NOT_EQUAL -> Values.bool(!Values.equal(run, a, b));
      case LESS -> Values.bool(order(run, a, b) < 0);
      case LESS_OR_EQUAL -> Values.bool(order(run, a, b) <= 0);
      case GREATER -> Values.bool(order(run, a, b) > 0);
      case GREATER_OR_EQUAL -> Values.bool(order(run, a, b) >= 0);
    };
  }

  /** As in jq, NaN is less than itself. */
  private static int order(Run run, JsonNode a, JsonNode b) {
    return Numbers.isNan(a) && b.isNumber() ? -1 : Values.compare(run, a, b);
  }

  static JsonNode add(Run run, JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return Numbers.add(run, a, b);
    }
    if (a.isNull()) {
      return b;
    }
    if (b.isNull()) {
      return a;
    }
    if (a.isString() && b.isString()) {
      run.text((long) a.stringValue().length() + b.stringValue().length());
      return Values.text(a.stringValue() + b.stringValue());
    }
    if (a.isArray() && b.isArray()) {
      if (b.isEmpty()) {
        return a;
      }
      run.array((long) a.size() + b.size());
      ArrayNode sum = Values.array();
      sum.addAll(a.values());
      sum.addAll(b.values());
      return sum;
    }
    if (a.isObject() && b.isObject()) {
      run.object(b.size());
      ObjectNode sum = Values.copyObject(run, a);
      b.forEachEntry(sum::set);
      return sum;
    }
    throw Values.binaryError(run, a, b, "cannot be added");
  }

  static JsonNode subtract(Run run, JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return Numbers.subtract(run, a, b);
    }
    if (a.isArray() && b.isArray()) {
      run.array(a.size());
      List<JsonNode> removed = new ArrayList<>(b.values());
      ArrayNode rest = Values.array();
      for (JsonNode element : a.values()) {
        run.step();
        if (!containsEqual(run, removed, element)) {
          rest.add(element);
        }
      }
      return rest;
    }
    throw Values.binaryError(run, a, b, "cannot be subtracted");
  }

  private static boolean containsEqual(Run run, List<JsonNode> elements, JsonNode wanted) {
    for (JsonNode element : elements) {
      if (Values.equal(run, element, wanted)) {
        return true;
      }
    }
    return false;
  }

  static JsonNode multiply(Run run, JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return Numbers.multiply(run, a, b);
    }
    if (a.isString() && b.isNumber()) {
      return repeat(run, a.stringValue(), b);
    }
    if (a.isNumber() && b.isString()) {
      return repeat(run, b.stringValue(), a);
    }
    if (a.isObject() && b.isObject()) {
      return merge(run, a, b);
    }
    throw Values.binaryError(run, a, b, "cannot be multiplied");
  }

  /**
   * As in jq 1.8: nothing for a negative count or NaN, otherwise the whole part of the count, ""
   * for less than one.
   */
  private static JsonNode repeat(Run run, String text, JsonNode count) {
    if (Numbers.isNan(count) || Numbers.compare(run, count, Numbers.of(0)) < 0) {
      return Values.NULL;
    }
    int times = Numbers.index(count);
    run.text((long) text.length() * times);
    return Values.text(text.repeat(times));
  }

  private static JsonNode merge(Run run, JsonNode a, JsonNode b) {
    run.enter();
    run.object(b.size());
    ObjectNode merged = Values.copyObject(run, a);
    for (Map.Entry<String, JsonNode> entry : b.properties()) {
      run.step();
      JsonNode old = a.get(entry.getKey());
      boolean deep = old != null && old.isObject() && entry.getValue().isObject();
      merged.set(entry.getKey(), deep ? merge(run, old, entry.getValue()) : entry.getValue());
    }
    run.leave();
    return merged;
  }

  static JsonNode divide(Run run, JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return Numbers.divide(run, a, b);
    }
    if (a.isString() && b.isString()) {
      return Strings.split(run, a.stringValue(), b.stringValue());
    }
    throw Values.binaryError(run, a, b, "cannot be divided");
  }

  static JsonNode remainder(Run run, JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return Numbers.remainder(run, a, b);
    }
    throw Values.binaryError(run, a, b, "cannot be divided");
  }

  static JsonNode negate(Run run, JsonNode a) {
    if (a.isNumber()) {
      return Numbers.negate(run, a);
    }
    throw Values.typeError(run, a, "cannot be negated");
  }
}
