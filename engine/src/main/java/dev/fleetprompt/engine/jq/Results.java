package dev.fleetprompt.engine.jq;

import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks what leaves an evaluation. Parts may be shared, so a result that took little memory can be
 * immense or endlessly deep for whoever writes it out; and numbers that JSON lacks are replaced.
 */
final class Results {
  private static final JsonNode GREATEST =
      DecimalNode.valueOf(new BigDecimal("1.7976931348623157e+308"));
  private static final JsonNode LEAST =
      DecimalNode.valueOf(new BigDecimal("-1.7976931348623157e+308"));

  private final Run run;
  private long size;

  private Results(Run run) {
    this.run = run;
  }

  static JsonNode checked(Run run, Fuel fuel, JsonNode value) {
    fuel.output();
    if (!run.resultsNeedChecking()) {
      return value;
    }
    int depth = run.depth();
    run.backTo(0);
    JsonNode checked = new Results(run).check(value);
    run.backTo(depth);
    return checked;
  }

  private JsonNode check(JsonNode value) {
    run.step();
    size += 16;
    if (value.isString()) {
      size += 2L * value.stringValue().length();
    }
    if (size > run.byteLimit()) {
      throw run.exhausted(FuelExhaustedException.Budget.BYTES);
    }
    if (value.isArray()) {
      return checkArray(value);
    }
    if (value.isObject()) {
      return checkObject(value);
    }
    if (value.isNumber() && !Numbers.finite(value)) {
      return Numbers.isNan(value) ? Values.NULL : value.doubleValue() > 0 ? GREATEST : LEAST;
    }
    return value;
  }

  private JsonNode checkArray(JsonNode array) {
    run.enter();
    JsonNode result = array;
    for (int i = 0; i < array.size(); i++) {
      JsonNode checked = check(array.get(i));
      if (checked != array.get(i)) {
        ArrayNode copy = result == array ? Values.copy(run, array) : (ArrayNode) result;
        copy.set(i, checked);
        result = copy;
      }
    }
    run.leave();
    return result;
  }

  private JsonNode checkObject(JsonNode object) {
    run.enter();
    JsonNode result = object;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      size += 2L * entry.getKey().length();
      JsonNode checked = check(entry.getValue());
      if (checked != entry.getValue()) {
        ObjectNode copy = result == object ? Values.copyObject(run, object) : (ObjectNode) result;
        copy.set(entry.getKey(), checked);
        result = copy;
      }
    }
    run.leave();
    return result;
  }
}
