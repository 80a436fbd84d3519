package dev.fleetprompt.platform.schemas;

import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every text of a JSON value. */
public final class JsonTexts {

  private JsonTexts() {}

  /** A copy whose texts and property names went through {@code change}. */
  public static JsonNode changed(JsonNode value, UnaryOperator<String> change) {
    return switch (value.getNodeType()) {
      case STRING ->
          ExactJson.mapper().getNodeFactory().stringNode(change.apply(value.stringValue()));
      case OBJECT -> {
        ObjectNode copy = ExactJson.mapper().createObjectNode();
        value
            .properties()
            .forEach(property ->
                copy.set(change.apply(property.getKey()), changed(property.getValue(), change)));
        yield copy;
      }
      case ARRAY -> {
        ArrayNode copy = ExactJson.mapper().createArrayNode();
        value.values().forEach(item -> copy.add(changed(item, change)));
        yield copy;
      }
      case BOOLEAN, NULL, NUMBER, BINARY, POJO, MISSING -> value;
    };
  }
}
