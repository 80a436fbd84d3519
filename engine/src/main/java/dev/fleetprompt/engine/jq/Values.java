package dev.fleetprompt.engine.jq;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What all values have in common: type, truth, order, equality, and how errors show them. */
final class Values {
  static final JsonNode NULL = NullNode.getInstance();
  static final JsonNode TRUE = BooleanNode.TRUE;
  static final JsonNode FALSE = BooleanNode.FALSE;
  static final JsonNode EMPTY_ARRAY = new ArrayNode(JsonNodeFactory.instance, 0);

  private static final int SHOWN_BYTES = 29;

  /** The types in the order that jq sorts them. */
  enum Type {
    NULL,
    FALSE,
    TRUE,
    NUMBER,
    STRING,
    ARRAY,
    OBJECT;

    String shown() {
      return switch (this) {
        case NULL -> "null";
        case FALSE, TRUE -> "boolean";
        case NUMBER -> "number";
        case STRING -> "string";
        case ARRAY -> "array";
        case OBJECT -> "object";
      };
    }
  }

  private Values() {}

  static Type type(JsonNode node) {
    return switch (node.getNodeType()) {
      case NULL, MISSING -> Type.NULL;
      case BOOLEAN -> node.booleanValue() ? Type.TRUE : Type.FALSE;
      case NUMBER -> Type.NUMBER;
      case STRING -> Type.STRING;
      case ARRAY -> Type.ARRAY;
      case OBJECT -> Type.OBJECT;
      case BINARY, POJO ->
          throw new JqException("the value is not JSON: convert it before the evaluation");
    };
  }

  static String typeName(JsonNode node) {
    return type(node).shown();
  }

  static boolean truthy(JsonNode node) {
    return node != FALSE && !node.isNull() && (!node.isBoolean() || node.booleanValue());
  }

  static JsonNode bool(boolean value) {
    return value ? TRUE : FALSE;
  }

  static StringNode text(String value) {
    return StringNode.valueOf(value);
  }

  static ArrayNode array() {
    return new ArrayNode(JsonNodeFactory.instance);
  }

  static ArrayNode array(Collection<JsonNode> elements) {
    return new ArrayNode(JsonNodeFactory.instance, new ArrayList<>(elements));
  }

  static ObjectNode object() {
    return new ObjectNode(JsonNodeFactory.instance);
  }

  static ArrayNode copy(Run run, JsonNode array) {
    run.array(array.size());
    return array(array.values());
  }

  static ObjectNode copyObject(Run run, JsonNode object) {
    run.object(object.size());
    Map<String, JsonNode> entries = LinkedHashMap.newLinkedHashMap(object.size() + 1);
    object.forEachEntry(entries::put);
    return new ObjectNode(JsonNodeFactory.instance, entries);
  }

  static List<String> sortedKeys(Run run, JsonNode object) {
    List<String> keys = new ArrayList<>(object.propertyNames());
    Sorting.sort(run, keys, (a, b) -> Texts.compare(run, a, b));
    return keys;
  }

  static boolean equal(Run run, JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      run.step();
      return !isNan(a) && !isNan(b) && Numbers.compare(run, a, b) == 0;
    }
    return compare(run, a, b) == 0;
  }

  private static boolean isNan(JsonNode number) {
    return Numbers.isNan(number);
  }

  static int compare(Run run, JsonNode a, JsonNode b) {
    run.step();
    Type type = type(a);
    Type other = type(b);
    if (type != other) {
      return type.compareTo(other);
    }
    return switch (type) {
      case NULL, FALSE, TRUE -> 0;
      case NUMBER -> Numbers.compare(run, a, b);
      case STRING -> Texts.compare(run, a.stringValue(), b.stringValue());
      case ARRAY -> compareArrays(run, a, b);
      case OBJECT -> compareObjects(run, a, b);
    };
  }

  private static int compareArrays(Run run, JsonNode a, JsonNode b) {
    run.enter();
    int size = Math.min(a.size(), b.size());
    int result = 0;
    for (int i = 0; i < size && result == 0; i++) {
      result = compare(run, a.get(i), b.get(i));
    }
    run.leave();
    return result != 0 ? result : Integer.compare(a.size(), b.size());
  }

  private static int compareObjects(Run run, JsonNode a, JsonNode b) {
    run.enter();
    List<String> keys = sortedKeys(run, a);
    List<String> others = sortedKeys(run, b);
    int result = 0;
    for (int i = 0; i < Math.min(keys.size(), others.size()) && result == 0; i++) {
      result = Texts.compare(run, keys.get(i), others.get(i));
    }
    if (result == 0) {
      result = Integer.compare(keys.size(), others.size());
    }
    for (int i = 0; i < keys.size() && result == 0; i++) {
      result = compare(run, a.get(keys.get(i)), b.get(keys.get(i)));
    }
    run.leave();
    return result;
  }

  /** A value as errors show it: its type and the beginning of its text. */
  static String shown(Run run, JsonNode node) {
    return typeName(node) + " (" + dump(run, node) + ")";
  }

  private static String dump(Run run, JsonNode node) {
    String text = JsonText.excerpt(run, node, SHOWN_BYTES + 1);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= SHOWN_BYTES) {
      return text;
    }
    int end = SHOWN_BYTES - 3;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + "...";
  }

  static JqException typeError(Run run, JsonNode node, String problem) {
    return new JqException(shown(run, node) + " " + problem);
  }

  static JqException binaryError(Run run, JsonNode a, JsonNode b, String problem) {
    return new JqException(shown(run, a) + " and " + shown(run, b) + " " + problem);
  }
}
