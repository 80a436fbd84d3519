package dev.fleetprompt.engine.jq;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Builtins on values of any type. */
final class ValueFunctions {
  private ValueFunctions() {}

  static void register(Builtins builtins) {
    builtins.value("not", 0, (run, in, a) -> Values.bool(!Values.truthy(in)));
    builtins.value("true", 0, (run, in, a) -> Values.TRUE);
    builtins.value("false", 0, (run, in, a) -> Values.FALSE);
    builtins.value("null", 0, (run, in, a) -> Values.NULL);
    builtins.value("type", 0, (run, in, a) -> Values.text(Values.typeName(in)));
    builtins.value("length", 0, (run, in, a) -> length(run, in));
    builtins.value("keys", 0, (run, in, a) -> keys(run, in, true));
    builtins.value("keys_unsorted", 0, (run, in, a) -> keys(run, in, false));
    builtins.value("has", 1, (run, in, a) -> Values.bool(has(in, a[0])));
    builtins.value("contains", 1, (run, in, a) -> Values.bool(contains(run, in, a[0])));
    builtins.value("error", 0, (run, in, a) -> raise(run, in));
    builtins.value("error", 1, (run, in, a) -> raise(run, a[0]));
    builtins.value("halt_error", 0, (run, in, a) -> raise(run, in));
    builtins.value("halt_error", 1, (run, in, a) -> raise(run, in));
    builtins.value("tojson", 0, (run, in, a) -> Values.text(JsonText.of(run, in)));
    builtins.value("fromjson", 0, (run, in, a) -> fromJson(run, in));
    builtins.value(
        "tostring", 0, (run, in, a) -> in.isString() ? in : Values.text(JsonText.of(run, in)));
    builtins.value("tonumber", 0, (run, in, a) -> toNumber(run, in));
    builtins.value("toboolean", 0, (run, in, a) -> toBoolean(run, in));
    builtins.value("toarray", 0, (run, in, a) -> toArray(run, in));
    builtins.value("setpath", 2, (run, in, a) -> Assignments.setPath(run, in, a[0], a[1]));
    builtins.value("delpaths", 1, (run, in, a) -> Places.deletePaths(run, in, a[0]));
    builtins.value("have_decnum", 0, (run, in, a) -> Values.TRUE);
    builtins.value("have_literal_numbers", 0, (run, in, a) -> Values.TRUE);
  }

  private static JsonNode raise(Run run, JsonNode error) {
    if (error.isString()) {
      throw new JqException(error, error.stringValue());
    }
    throw new JqException(error, Values.shown(run, error) + " not a string");
  }

  private static JsonNode length(Run run, JsonNode in) {
    return switch (Values.type(in)) {
      case NULL -> Numbers.of(0);
      case FALSE, TRUE -> throw Values.typeError(run, in, "has no length");
      case NUMBER -> Numbers.abs(run, in);
      case STRING -> {
        run.steps(in.stringValue().length() >> 5);
        yield Numbers.of(Texts.length(in.stringValue()));
      }
      case ARRAY, OBJECT -> Numbers.of(in.size());
    };
  }

  private static JsonNode keys(Run run, JsonNode in, boolean sorted) {
    if (!in.isContainer()) {
      throw Values.typeError(run, in, "has no keys");
    }
    run.array(2L * in.size());
    run.bytes(24L * in.size());
    ArrayNode keys = Values.array();
    if (in.isArray()) {
      for (int i = 0; i < in.size(); i++) {
        keys.add(Numbers.of(i));
      }
    } else {
      for (String key : sorted ? Values.sortedKeys(run, in) : in.propertyNames()) {
        keys.add(Values.text(key));
      }
    }
    return keys;
  }

  private static boolean has(JsonNode in, JsonNode key) {
    if (in.isObject() && key.isString()) {
      return in.has(key.stringValue());
    }
    if (in.isArray() && key.isNumber()) {
      int index = Numbers.isNan(key) ? -1 : Numbers.index(key);
      return index >= 0 && index < in.size();
    }
    throw new JqException(
        "Cannot check whether "
            + Values.typeName(in)
            + " has a "
            + (key.isString() ? "string" : Values.typeName(key))
            + " key");
  }

  private static boolean contains(Run run, JsonNode a, JsonNode b) {
    run.step();
    if (a.isObject() && b.isObject()) {
      run.enter();
      boolean all = true;
      for (Map.Entry<String, JsonNode> wanted : b.properties()) {
        JsonNode value = a.get(wanted.getKey());
        all = all && value != null && contains(run, value, wanted.getValue());
      }
      run.leave();
      return all;
    }
    if (a.isArray() && b.isArray()) {
      run.enter();
      boolean all = true;
      for (JsonNode wanted : b.values()) {
        all = all && anyContains(run, a, wanted);
      }
      run.leave();
      return all;
    }
    if (a.isString() && b.isString()) {
      run.steps((long) a.stringValue().length() >> 2);
      return Strings.indexOf(run, a.stringValue(), b.stringValue(), 0) >= 0;
    }
    if (Values.typeName(a).equals(Values.typeName(b))) {
      return Values.equal(run, a, b);
    }
    throw Values.binaryError(run, a, b, "cannot have their containment checked");
  }

  private static boolean anyContains(Run run, JsonNode elements, JsonNode wanted) {
    for (JsonNode element : elements.values()) {
      run.step();
      boolean comparable = Values.typeName(element).equals(Values.typeName(wanted));
      if (comparable && contains(run, element, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode fromJson(Run run, JsonNode in) {
    if (!in.isString()) {
      throw Values.typeError(run, in, "only strings can be parsed");
    }
    return JsonReader.read(run, in.stringValue());
  }

  private static JsonNode toNumber(Run run, JsonNode in) {
    if (in.isNumber()) {
      return in;
    }
    if (!in.isString()) {
      throw Values.typeError(run, in, "cannot be parsed as a number");
    }
    String text = in.stringValue();
    if (text.equals("nan")) {
      return Numbers.of(run, Double.NaN);
    }
    run.steps(text.length() >> 2);
    if (!JsonReader.wellFormed(text)) {
      throw Values.typeError(run, in, "cannot be parsed as a number");
    }
    return Numbers.literal(text);
  }

  private static JsonNode toBoolean(Run run, JsonNode in) {
    if (in.isBoolean()) {
      return in;
    }
    if (in.isString() && in.stringValue().equals("true")) {
      return Values.TRUE;
    }
    if (in.isString() && in.stringValue().equals("false")) {
      return Values.FALSE;
    }
    throw Values.typeError(run, in, "cannot be parsed as a boolean");
  }

  private static JsonNode toArray(Run run, JsonNode in) {
    if (in.isArray()) {
      return in;
    }
    run.array(1);
    return Values.array().add(in);
  }
}
