package dev.fleetprompt.platform.waits;

import dev.fleetprompt.engine.jq.Fuel;
import dev.fleetprompt.engine.jq.FuelExhaustedException;
import dev.fleetprompt.engine.jq.JqCache;
import dev.fleetprompt.engine.jq.JqException;
import dev.fleetprompt.engine.jq.JqSyntaxException;
import dev.fleetprompt.engine.json.CanonicalJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Correlations as rows hold them: the key is what is computed from a signal, the hash what it must
 * come to. Two values of one hash only mean that a signal is offered in vain.
 */
final class Correlation {

  private static final int KEPT = 1_000;
  private static final int HEX_DIGITS_OF_LONG = 16;
  private static final JqCache PROGRAMS = new JqCache(KEPT);

  private Correlation() {}

  static String key(Condition condition) {
    ArrayNode key = JsonNodeFactory.instance.arrayNode();
    condition.correlation().keySet().forEach(key::add);
    return CanonicalJson.write(key);
  }

  static long hash(Condition condition) {
    return hash(condition.correlation().values());
  }

  /** What the expressions of a key come to; empty when one of them gives nothing. */
  static OptionalLong hash(String key, JsonNode event) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    for (JsonNode expression : CanonicalJson.read(key)) {
      Optional<JsonNode> value = value(expression.stringValue(), event);
      if (value.isEmpty()) {
        return OptionalLong.empty();
      }
      values.add(value.get());
    }
    return OptionalLong.of(hash(values.values()));
  }

  /** The hashes of one event, each computed once. */
  static final class Hashes {

    private final JsonNode event;
    private final Map<String, OptionalLong> known = new HashMap<>();

    Hashes(JsonNode event) {
      this.event = event;
    }

    boolean are(String key, long expected) {
      OptionalLong hash = known.computeIfAbsent(key, each -> hash(each, event));
      return hash.isPresent() && hash.getAsLong() == expected;
    }
  }

  private static Optional<JsonNode> value(String expression, JsonNode event) {
    try {
      return PROGRAMS.program(bare(expression), List.of()).first(event, Map.of(), Fuel.standard());
    } catch (JqException | JqSyntaxException | FuelExhaustedException e) {
      return Optional.empty();
    }
  }

  /** Without the {@code ${ … }} that may be written around an expression. */
  private static String bare(String expression) {
    String text = expression.strip();
    return text.startsWith("${") && text.endsWith("}")
        ? text.substring(2, text.length() - 1).strip()
        : text;
  }

  private static long hash(Collection<JsonNode> values) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    values.forEach(all::add);
    return Long.parseUnsignedLong(
        CanonicalJson.sha256(text(all)).substring(0, HEX_DIGITS_OF_LONG), 16);
  }

  private static String text(JsonNode value) {
    return CanonicalJson.write(CanonicalJson.normalize(value));
  }
}
