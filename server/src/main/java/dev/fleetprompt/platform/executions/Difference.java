package dev.fleetprompt.platform.executions;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Finds where two states differ. What only one of them knows of is no difference: a newer build may
 * note more.
 */
final class Difference {

  private static final int LONGEST = 200;

  private Difference() {}

  /** The first place that differs, in words; empty when there is none. */
  static Optional<String> between(JsonNode stored, JsonNode computed) {
    return between("", stored, computed);
  }

  private static Optional<String> between(String place, JsonNode stored, JsonNode computed) {
    if (stored.isObject() && computed.isObject()) {
      for (Map.Entry<String, JsonNode> field : stored.properties()) {
        JsonNode other = computed.get(field.getKey());
        Optional<String> found =
            other == null
                ? Optional.empty()
                : between(place + "/" + field.getKey(), field.getValue(), other);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    if (stored.isArray() && computed.isArray() && stored.size() == computed.size()) {
      for (int i = 0; i < stored.size(); i++) {
        Optional<String> found = between(place + "/" + i, stored.get(i), computed.get(i));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    return stored.equals(computed)
        ? Optional.empty()
        : Optional.of("at %s it was %s, now %s".formatted(place, shown(stored), shown(computed)));
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
