package dev.fleetprompt.engine.interpreter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An immutable list that grows at its end: adding shares what is there. */
record Collected(@Nullable Collected before, @Nullable JsonNode last, int size) {

  static final Collected NONE = new Collected(null, null, 0);

  static Collected of(Iterable<JsonNode> values) {
    Collected collected = NONE;
    for (JsonNode value : values) {
      collected = collected.with(value);
    }
    return collected;
  }

  Collected with(JsonNode value) {
    return new Collected(this, value, size + 1);
  }

  boolean isEmpty() {
    return size == 0;
  }

  List<JsonNode> values() {
    List<JsonNode> values = new ArrayList<>(size);
    for (Collected each = this; each != null; each = each.before) {
      if (each.last != null) {
        values.add(each.last);
      }
    }
    return values.reversed();
  }

  ArrayNode toArray() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(size);
    values().forEach(array::add);
    return array;
  }
}
