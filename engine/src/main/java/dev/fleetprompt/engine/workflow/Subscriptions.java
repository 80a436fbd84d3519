package dev.fleetprompt.engine.workflow;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Brings filters of events together by their types. */
final class Subscriptions {

  private Subscriptions() {}

  static List<Subscription> of(Stream<EventFilter> filters) {
    Map<String, Set<String>> types = new TreeMap<>();
    filters.forEach(filter -> {
      Set<String> from = types.computeIfAbsent(filter.type(), type -> new TreeSet<>());
      filter.correlations().forEach(correlation -> from.add(correlation.from().source()));
    });
    return types.entrySet().stream()
        .map(entry -> new Subscription(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }
}
