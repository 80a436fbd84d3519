package dev.fleetprompt.engine.jq;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Places inside values: reading, setting and deleting by one key or by a path. Values themselves
 * never change.
 */
final class Places {
  private Places() {}

  static JsonNode get(Run run, JsonNode in, JsonNode key) {
    run.step();
    if (in.isObject() && key.isString()) {
      JsonNode value = in.get(key.stringValue());
      return value == null ? Values.NULL : value;
    }
    if (in.isArray() && key.isNumber()) {
      return element(in, key);
    }
    if (key.isObject() && (in.isArray() || in.isNull() || in.isString())) {
      return slice(run, in, Slice.of(run, key, in));
    }
    if (in.isNull() && (key.isString() || key.isNumber() || key.isNull())) {
      return Values.NULL;
    }
    if (in.isArray() && key.isArray()) {
      return Arrays.indices(run, in, key);
    }
    throw cannotIndex(run, in, key);
  }

  private static JsonNode element(JsonNode array, JsonNode key) {
    if (Numbers.isNan(key)) {
      return Values.NULL;
    }
    int index = Numbers.index(key);
    JsonNode value = array.get(index < 0 ? index + array.size() : index);
    return value == null ? Values.NULL : value;
  }

  static JqException cannotIndex(Run run, JsonNode in, JsonNode key) {
    if (key.isString()) {
      return new JqException(
          "Cannot index " + Values.typeName(in) + " with \"" + key.stringValue() + "\"");
    }
    if (key.isNumber()) {
      return new JqException("Cannot index " + Values.typeName(in) + " with number");
    }
    return new JqException("Cannot index " + Values.typeName(in) + " with " + Values.typeName(key));
  }

  /** The half-open range of a slice within something of a known length. */
  private record Slice(int from, int to) {
    static Slice of(Run run, JsonNode key, JsonNode in) {
      JsonNode start = key.get("start");
      JsonNode end = key.get("end");
      int length = in.isString() ? Texts.length(in.stringValue()) : in.isArray() ? in.size() : 0;
      if (in.isString()) {
        run.steps(length >> 5);
      }
      int from = clamp(bound(start, 0, RoundingMode.FLOOR, length), length);
      int to = clamp(bound(end, length, RoundingMode.CEILING, length), length);
      return new Slice(from, Math.max(from, to));
    }

    private static long bound(@Nullable JsonNode bound, int absent, RoundingMode mode, int length) {
      if (bound == null || bound.isNull()) {
        return absent;
      }
      if (!bound.isNumber()) {
        throw new JqException("Start and end indices of an array slice must be numbers");
      }
      if (Numbers.isNan(bound)) {
        return absent;
      }
      long index = Numbers.index(bound);
      if (mode == RoundingMode.CEILING
          && Numbers.finite(bound)
          && Math.abs(index) < Integer.MAX_VALUE
          && !Numbers.small(bound)
          && Numbers.decimal(bound).stripTrailingZeros().scale() > 0) {
        index++;
      }
      return index < 0 ? index + length : index;
    }

    private static int clamp(long index, int length) {
      return (int) Math.max(0, Math.min(length, index));
    }
  }

  private static JsonNode slice(Run run, JsonNode in, Slice slice) {
    if (in.isNull()) {
      return in;
    }
    if (in.isString()) {
      String text = in.stringValue();
      run.steps(text.length() >> 5);
      run.text(slice.to - slice.from);
      return Values.text(Texts.slice(text, slice.from, slice.to));
    }
    run.array(slice.to - slice.from);
    return Values.array(elements(in).subList(slice.from, slice.to));
  }

  /** The elements of an array as a list to read from. */
  static List<JsonNode> elements(JsonNode array) {
    return array.values() instanceof List<JsonNode> list ? list : new ArrayList<>(array.values());
  }

  static JsonNode set(Run run, JsonNode in, JsonNode key, JsonNode value) {
    run.step();
    if (key.isString() && (in.isObject() || in.isNull())) {
      ObjectNode copy = in.isNull() ? newObject(run) : Values.copyObject(run, in);
      run.object(1);
      copy.set(key.stringValue(), value);
      return copy;
    }
    if (key.isNumber() && (in.isArray() || in.isNull())) {
      return setElement(run, in, key, value);
    }
    if (key.isObject() && (in.isArray() || in.isNull())) {
      return setSlice(run, in, key, value);
    }
    if (key.isObject() && in.isString()) {
      throw new JqException("Cannot update string slices");
    }
    if (key.isArray() && in.isArray()) {
      throw new JqException("Cannot update field at array index of array");
    }
    throw cannotIndex(run, in, key);
  }

  private static ObjectNode newObject(Run run) {
    run.object(1);
    return Values.object();
  }

  private static JsonNode setElement(Run run, JsonNode in, JsonNode key, JsonNode value) {
    int size = in.size();
    int index = Numbers.isNan(key) ? 0 : Numbers.index(key);
    if (index < 0) {
      index += size;
      if (index < 0) {
        throw new JqException("Out of bounds negative array index");
      }
    }
    run.array(Math.max(size, index + 1L));
    ArrayNode copy = in.isNull() ? Values.array() : Values.array(in.values());
    while (copy.size() <= index) {
      copy.add(Values.NULL);
    }
    copy.set(index, value);
    return copy;
  }

  private static JsonNode setSlice(Run run, JsonNode in, JsonNode key, JsonNode value) {
    if (!value.isArray()) {
      throw new JqException("A slice of an array can only be assigned another array");
    }
    Slice slice = Slice.of(run, key, in);
    List<JsonNode> elements = in.isNull() ? List.of() : elements(in);
    run.array((long) elements.size() + value.size());
    List<JsonNode> result = new ArrayList<>(elements.subList(0, slice.from));
    result.addAll(value.values());
    result.addAll(elements.subList(slice.to, elements.size()));
    return Values.array(result);
  }

  static JsonNode getPath(Run run, JsonNode in, JsonNode path) {
    JsonNode value = in;
    for (JsonNode key : path.values()) {
      if (value.isNull()) {
        return value;
      }
      value = get(run, value, key);
    }
    return value;
  }

  static JsonNode setPath(Run run, JsonNode in, List<JsonNode> path, JsonNode value) {
    if (path.isEmpty()) {
      return value;
    }
    run.enter();
    JsonNode key = path.getFirst();
    JsonNode inner = setPath(run, get(run, in, key), path.subList(1, path.size()), value);
    run.leave();
    return set(run, in, key, inner);
  }

  /** Deletes several paths, the last ones first, so that indices keep their meaning. */
  static JsonNode deletePaths(Run run, JsonNode in, JsonNode paths) {
    if (!paths.isArray()) {
      throw new JqException("Paths must be specified as an array");
    }
    List<JsonNode> sorted = new ArrayList<>(paths.values());
    Sorting.sort(run, sorted, (a, b) -> Values.compare(run, a, b));
    JsonNode result = in;
    for (JsonNode path : sorted.reversed()) {
      if (!path.isArray()) {
        throw new JqException("Path must be specified as an array");
      }
      result = deletePath(run, result, elements(path));
    }
    return result;
  }

  private static JsonNode deletePath(Run run, JsonNode in, List<JsonNode> path) {
    if (path.isEmpty() || in.isNull()) {
      return Values.NULL;
    }
    JsonNode key = path.getFirst();
    if (path.size() == 1) {
      return delete(run, in, key);
    }
    JsonNode inner = get(run, in, key);
    if (inner.isNull()) {
      return in;
    }
    run.enter();
    JsonNode changed = deletePath(run, inner, path.subList(1, path.size()));
    run.leave();
    return set(run, in, key, changed);
  }

  static JsonNode delete(Run run, JsonNode in, JsonNode key) {
    run.step();
    if (in.isNull()) {
      return in;
    }
    if (in.isObject() && key.isString()) {
      if (!in.has(key.stringValue())) {
        return in;
      }
      ObjectNode copy = Values.copyObject(run, in);
      copy.remove(key.stringValue());
      return copy;
    }
    if (in.isArray() && key.isNumber()) {
      int index = Numbers.isNan(key) ? -1 : Numbers.index(key);
      index = index < 0 ? index + in.size() : index;
      if (index < 0 || index >= in.size()) {
        return in;
      }
      ArrayNode copy = Values.copy(run, in);
      copy.remove(index);
      return copy;
    }
    if (in.isArray() && key.isObject()) {
      Slice slice = Slice.of(run, key, in);
      List<JsonNode> elements = elements(in);
      run.array(elements.size());
      List<JsonNode> rest = new ArrayList<>(elements.subList(0, slice.from));
      rest.addAll(elements.subList(slice.to, elements.size()));
      return Values.array(rest);
    }
    if (in.isObject()) {
      throw new JqException("Cannot delete field at object index of " + Values.typeName(key));
    }
    if (in.isArray()) {
      throw new JqException("Cannot delete field at array index of " + Values.typeName(key));
    }
    throw new JqException("Cannot delete fields from " + Values.typeName(in));
  }
}
