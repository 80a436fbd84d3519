package dev.fleetprompt.engine.jq;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Builtins that take objects apart into entries and put them together again. */
final class Objects {
  private static final List<String> OTHER_KEYS = List.of("k", "name", "Name", "K", "Key");
  private static final List<String> VALUES = List.of("value", "v", "Value", "V");

  private Objects() {}

  static void register(Builtins builtins) {
    builtins.value("to_entries", 0, (run, in, a) -> toEntries(run, in));
    builtins.value("from_entries", 0, (run, in, a) -> fromEntries(run, in));
  }

  private static JsonNode toEntries(Run run, JsonNode in) {
    if (!in.isContainer()) {
      throw Values.typeError(run, in, "has no keys");
    }
    run.array(in.size());
    ArrayNode entries = Values.array();
    if (in.isArray()) {
      for (int i = 0; i < in.size(); i++) {
        entries.add(entry(run, Numbers.of(i), in.get(i)));
      }
    }
    for (Map.Entry<String, JsonNode> entry : in.properties()) {
      entries.add(entry(run, Values.text(entry.getKey()), entry.getValue()));
    }
    return entries;
  }

  private static JsonNode entry(Run run, JsonNode key, JsonNode value) {
    run.step();
    run.object(2);
    ObjectNode entry = Values.object();
    entry.set("key", key);
    entry.set("value", value);
    return entry;
  }

  private static JsonNode fromEntries(Run run, JsonNode in) {
    if (!in.isContainer()) {
      throw new JqException("Cannot iterate over " + Values.shown(run, in));
    }
    run.object(0);
    ObjectNode object = Values.object();
    for (JsonNode entry : in.values()) {
      run.object(1);
      JsonNode key = key(run, entry);
      object.set(key.isString() ? key.stringValue() : JsonText.of(run, key), value(run, entry));
    }
    return object;
  }

  private static JsonNode key(Run run, JsonNode entry) {
    JsonNode key = Places.get(run, entry, Values.text("key"));
    if (!key.isNull()) {
      return key;
    }
    for (String name : OTHER_KEYS) {
      JsonNode other = Places.get(run, entry, Values.text(name));
      if (Values.truthy(other)) {
        return other;
      }
    }
    return Values.NULL;
  }

  private static JsonNode value(Run run, JsonNode entry) {
    for (String name : VALUES) {
      run.step();
      JsonNode value = entry.get(name);
      if (value != null) {
        return value;
      }
    }
    return Values.NULL;
  }
}
