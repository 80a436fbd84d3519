package dev.fleetprompt.engine.jq;

import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Stable sorting whose comparisons are charged before they are made. */
final class Sorting {
  private Sorting() {}

  static <T> void sort(Run run, List<T> list, Comparator<T> order) {
    run.bytes(8L * list.size());
    list.sort((a, b) -> {
      run.step();
      return order.compare(a, b);
    });
  }

  /** An element and what it is sorted by. */
  record Keyed(JsonNode key, JsonNode value) {}

  static void sortByKey(Run run, List<Keyed> list) {
    sort(run, list, (a, b) -> Values.compare(run, a.key(), b.key()));
  }
}
