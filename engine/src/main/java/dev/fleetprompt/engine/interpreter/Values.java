package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.json.CanonicalJson;
import java.util.IdentityHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What stands for a value where a state is written. */
interface Values {

  JsonNode of(JsonNode value);

  /** Hashes of values, however they are shared: equal values are written alike. */
  final class Digests implements Values {

    private final Map<JsonNode, JsonNode> known = new IdentityHashMap<>();

    @Override
    public JsonNode of(JsonNode value) {
      return known.computeIfAbsent(
          value, each -> JsonNodeFactory.instance.stringNode(CanonicalJson.hash(each)));
    }
  }

  /** Places in a table of texts, in which a value that is held twice stands once. */
  final class Table implements Values {

    private final Map<JsonNode, JsonNode> known = new IdentityHashMap<>();
    private final ArrayNode texts = JsonNodeFactory.instance.arrayNode();

    @Override
    public JsonNode of(JsonNode value) {
      return known.computeIfAbsent(
          value,
          each -> {
            texts.add(ExactText.write(each));
            return JsonNodeFactory.instance.numberNode(texts.size() - 1);
          });
    }

    ArrayNode texts() {
      return texts;
    }
  }
}
