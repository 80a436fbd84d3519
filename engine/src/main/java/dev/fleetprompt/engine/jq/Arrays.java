package dev.fleetprompt.engine.jq;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Builtins on arrays. */
final class Arrays {
  private Arrays() {}

  static void register(Builtins builtins) {
    builtins.value("sort", 0, (run, in, a) -> sorted(run, keyed(run, in, "sorted")));
    builtins.value("unique", 0, (run, in, a) -> distinct(run, keyed(run, in, "sorted")));
    builtins.value("min", 0, (run, in, a) -> least(run, keyed(run, in, "searched")));
    builtins.value("max", 0, (run, in, a) -> greatest(run, keyed(run, in, "searched")));
    builtins.value("reverse", 0, (run, in, a) -> reverse(run, in));
    builtins.value("flatten", 0, (run, in, a) -> flatten(run, in, Integer.MAX_VALUE));
    builtins.value("flatten", 1, (run, in, a) -> flatten(run, in, depth(run, a[0])));
    builtins.value("indices", 1, (run, in, a) -> indices(run, in, a[0]));
    builtins.value("index", 1, (run, in, a) -> edge(run, in, a[0], true));
    builtins.value("rindex", 1, (run, in, a) -> edge(run, in, a[0], false));
    builtins.value("bsearch", 1, (run, in, a) -> search(run, in, a[0]));
    builtins.value("transpose", 0, (run, in, a) -> transpose(run, in));
  }

  private static List<Sorting.Keyed> keyed(Run run, JsonNode in, String done) {
    if (!in.isArray()) {
      throw Values.typeError(run, in, "cannot be " + done + ", as it is not an array");
    }
    run.array(3L * in.size());
    List<Sorting.Keyed> elements = new ArrayList<>(in.size());
    for (JsonNode element : in.values()) {
      elements.add(new Sorting.Keyed(element, element));
    }
    return elements;
  }

  static JsonNode sorted(Run run, List<Sorting.Keyed> elements) {
    Sorting.sortByKey(run, elements);
    run.array(elements.size());
    ArrayNode sorted = Values.array();
    elements.forEach(element -> sorted.add(element.value()));
    return sorted;
  }

  static JsonNode grouped(Run run, List<Sorting.Keyed> elements) {
    Sorting.sortByKey(run, elements);
    run.array(2L * elements.size());
    ArrayNode groups = Values.array();
    ArrayNode group = Values.array();
    for (int i = 0; i < elements.size(); i++) {
      if (i == 0 || Values.compare(run, elements.get(i - 1).key(), elements.get(i).key()) != 0) {
        run.array(2);
        group = Values.array();
        groups.add(group);
      }
      group.add(elements.get(i).value());
    }
    return groups;
  }

  static JsonNode distinct(Run run, List<Sorting.Keyed> elements) {
    Sorting.sortByKey(run, elements);
    run.array(elements.size());
    ArrayNode distinct = Values.array();
    for (int i = 0; i < elements.size(); i++) {
      if (i == 0 || Values.compare(run, elements.get(i - 1).key(), elements.get(i).key()) != 0) {
        distinct.add(elements.get(i).value());
      }
    }
    return distinct;
  }

  /** The first of the least. */
  static JsonNode least(Run run, List<Sorting.Keyed> elements) {
    Sorting.Keyed best = null;
    for (Sorting.Keyed element : elements) {
      if (best == null || Values.compare(run, element.key(), best.key()) < 0) {
        best = element;
      }
    }
    return best == null ? Values.NULL : best.value();
  }

  /** The last of the greatest. */
  static JsonNode greatest(Run run, List<Sorting.Keyed> elements) {
    Sorting.Keyed best = null;
    for (Sorting.Keyed element : elements) {
      if (best == null || Values.compare(run, element.key(), best.key()) >= 0) {
        best = element;
      }
    }
    return best == null ? Values.NULL : best.value();
  }

  private static JsonNode reverse(Run run, JsonNode in) {
    if (in.isString()) {
      run.text(in.stringValue().length());
      return Values.text(new StringBuilder(in.stringValue()).reverse().toString());
    }
    boolean nothing =
        in.isNull()
            || in.isObject() && in.isEmpty()
            || in.isNumber() && Numbers.compare(run, in, Numbers.of(0)) == 0;
    if (nothing) {
      return Values.EMPTY_ARRAY;
    }
    if (!in.isArray()) {
      throw new JqException("Cannot reverse " + Values.shown(run, in));
    }
    run.array(in.size());
    return Values.array(Places.elements(in).reversed());
  }

  private static int depth(Run run, JsonNode depth) {
    if (!depth.isNumber()) {
      throw new JqException("flatten depth must be a number");
    }
    if (Numbers.compare(run, depth, Numbers.of(0)) < 0) {
      throw new JqException("flatten depth must not be negative");
    }
    return Numbers.index(depth);
  }

  private static JsonNode flatten(Run run, JsonNode in, int depth) {
    if (!in.isContainer()) {
      throw new JqException("Cannot iterate over " + Values.shown(run, in));
    }
    run.array(0);
    ArrayNode flat = Values.array();
    flattenInto(run, in, depth, flat);
    return flat;
  }

  private static void flattenInto(Run run, JsonNode in, int depth, ArrayNode flat) {
    run.enter();
    for (JsonNode element : in.values()) {
      run.step();
      if (element.isArray() && depth > 0) {
        flattenInto(run, element, depth - 1, flat);
      } else {
        run.element();
        flat.add(element);
      }
    }
    run.leave();
  }

  /** Where something occurs: a text in a text, elements in an array. */
  static JsonNode indices(Run run, JsonNode in, JsonNode wanted) {
    if (in.isNull()) {
      return in;
    }
    run.array(0);
    if (in.isString() && wanted.isString()) {
      return textIndices(run, in.stringValue(), wanted.stringValue());
    }
    if (in.isArray()) {
      List<JsonNode> sought = wanted.isArray() ? Places.elements(wanted) : List.of(wanted);
      return elementIndices(run, Places.elements(in), sought);
    }
    return Places.get(run, in, wanted);
  }

  private static JsonNode textIndices(Run run, String text, String wanted) {
    if (wanted.isEmpty()) {
      return Values.NULL;
    }
    ArrayNode indices = Values.array();
    int points = 0;
    int counted = 0;
    for (int at = Strings.indexOf(run, text, wanted, 0);
        at >= 0;
        at = Strings.indexOf(run, text, wanted, at + 1)) {
      run.element();
      run.bytes(16);
      points += text.codePointCount(counted, at);
      counted = at;
      indices.add(Numbers.of(points));
    }
    return indices;
  }

  private static JsonNode elementIndices(Run run, List<JsonNode> elements, List<JsonNode> wanted) {
    if (wanted.isEmpty()) {
      return Values.NULL;
    }
    ArrayNode indices = Values.array();
    for (int i = 0; i + wanted.size() <= elements.size(); i++) {
      int matched = 0;
      while (matched < wanted.size()
          && Values.equal(run, elements.get(i + matched), wanted.get(matched))) {
        matched++;
      }
      if (matched == wanted.size()) {
        run.element();
        run.bytes(16);
        indices.add(Numbers.of(i));
      }
    }
    return indices;
  }

  private static JsonNode edge(Run run, JsonNode in, JsonNode wanted, boolean first) {
    JsonNode indices = indices(run, in, wanted);
    return Places.get(run, indices, Numbers.of(first ? 0 : -1));
  }

  /** The index of the target in a sorted array, or (-1 - the index where it belongs). */
  private static JsonNode search(Run run, JsonNode in, JsonNode target) {
    if (!in.isArray()) {
      throw Values.typeError(run, in, "cannot be searched from");
    }
    int low = 0;
    int high = in.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Values.compare(run, in.get(middle), target);
      if (order == 0) {
        return Numbers.of(middle);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Numbers.of(-1L - low);
  }

  private static JsonNode transpose(Run run, JsonNode in) {
    if (!in.isArray()) {
      throw new JqException("Cannot iterate over " + Values.shown(run, in));
    }
    int width = 0;
    for (JsonNode row : in.values()) {
      run.step();
      if (!row.isArray() && !row.isNull()) {
        throw Places.cannotIndex(run, row, Numbers.of(0));
      }
      width = Math.max(width, row.size());
    }
    run.array((long) width * (in.size() + 6L));
    ArrayNode columns = Values.array();
    for (int i = 0; i < width; i++) {
      ArrayNode column = Values.array();
      for (JsonNode row : in.values()) {
        run.step();
        JsonNode value = row.get(i);
        column.add(value == null ? Values.NULL : value);
      }
      columns.add(column);
    }
    return columns;
  }
}
