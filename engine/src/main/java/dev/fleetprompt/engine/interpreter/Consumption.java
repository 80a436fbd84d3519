package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.engine.workflow.Correlation;
import dev.fleetprompt.engine.workflow.EventFilter;
import dev.fleetprompt.engine.workflow.EventStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How far a strategy for events has come. Filters are counted through, those of {@code until} after
 * the others.
 *
 * @param expected what correlations must equal: by their names, or, where the filter says it, by
 *     the filter's place and their names
 * @param met the places of filters that have had their event
 * @param closed whether no more events are wanted
 */
record Consumption(
    EventStrategy strategy, Map<String, JsonNode> expected, Set<Integer> met, boolean closed) {

  Consumption {
    expected = Map.copyOf(expected);
    met = Set.copyOf(met);
  }

  /**
   * What becomes of an event that is wanted.
   *
   * @param item whether it is one of the events that the listen gives, not one that ends it
   */
  record Taking(Consumption next, boolean item) {}

  /** The kinds of events that are still wanted. */
  List<Awaited> awaited() {
    List<Awaited> awaited = new ArrayList<>();
    List<EventFilter> filters = strategy.everyFilter();
    for (int i = 0; i < filters.size(); i++) {
      if (wants(i)) {
        Awaited each = awaited(filters.get(i), i);
        if (!awaited.contains(each)) {
          awaited.add(each);
        }
      }
    }
    return awaited;
  }

  private Awaited awaited(EventFilter filter, int place) {
    return new Awaited(
        filter.type(),
        filter.correlations().stream()
            .map(each ->
                new Correlated(each.name(), each.from().source(), expected.get(key(each, place))))
            .toList());
  }

  private boolean wants(int place) {
    return !closed && !(part(place) instanceof EventStrategy.All && met.contains(place));
  }

  private EventStrategy part(int place) {
    EventStrategy ending = strategy.ending();
    return ending == null || place < strategy.filters().size() ? strategy : ending;
  }

  /** Offers an event; null when it is not wanted. An event that could end the listen does. */
  @Nullable Taking offer(JsonNode event, EventMatch match) {
    int items = strategy.filters().size();
    List<EventFilter> filters = strategy.everyFilter();
    for (int i = 0; i < filters.size(); i++) {
      int place = (i + items) % filters.size();
      Consumption next = wants(place) ? taken(filters.get(place), place, event, match) : null;
      if (next != null) {
        return new Taking(next, place < items);
      }
    }
    return null;
  }

  private @Nullable Consumption taken(
      EventFilter filter, int place, JsonNode event, EventMatch match) {
    if (!match.matches(filter, event)) {
      return null;
    }
    Map<String, JsonNode> known = new TreeMap<>(expected);
    for (Correlation correlation : filter.correlations()) {
      JsonNode value = match.value(correlation.from(), event);
      if (value == null) {
        return null;
      }
      JsonNode before = known.putIfAbsent(key(correlation, place), CanonicalJson.normalize(value));
      if (before != null && !before.equals(CanonicalJson.normalize(value))) {
        return null;
      }
    }
    Set<Integer> now = new TreeSet<>(met);
    now.add(place);
    return new Consumption(strategy, known, now, ends(place, now));
  }

  private boolean ends(int place, Set<Integer> now) {
    EventStrategy part = part(place);
    int first = place < strategy.filters().size() ? 0 : strategy.filters().size();
    return switch (part) {
      case EventStrategy.One one -> true;
      case EventStrategy.Any any -> any.until() == null;
      case EventStrategy.All all -> {
        boolean complete = true;
        for (int i = 0; i < all.filters().size(); i++) {
          complete &= now.contains(first + i);
        }
        yield complete;
      }
    };
  }

  /** Under what an expected value is kept. */
  static String key(Correlation correlation, int place) {
    return correlation.expect() == null ? correlation.name() : place + "/" + correlation.name();
  }
}
