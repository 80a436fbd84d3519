package dev.fleetprompt.engine.workflow;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How many of which events are awaited. */
public sealed interface EventStrategy {

  /** The filters without those of {@code until}; at least one. */
  List<EventFilter> filters();

  /** A single event. */
  record One(EventFilter filter) implements EventStrategy {
    @Override
    public List<EventFilter> filters() {
      return List.of(filter);
    }
  }

  /** An event that one of the filters takes; with {@code until}, as many as come before its end. */
  record Any(List<EventFilter> filters, @Nullable Until until) implements EventStrategy {
    public Any {
      filters = List.copyOf(filters);
    }
  }

  /** An event for each of the filters, in whatever order. */
  record All(List<EventFilter> filters) implements EventStrategy {
    public All {
      filters = List.copyOf(filters);
    }
  }

  /** What ends a listen for any event. */
  sealed interface Until {

    /** Computed after each event; its input is what the listen has given so far. */
    record Condition(Expression expression) implements Until {}

    /** Other events, which are no part of the output; their strategy has no until of its own. */
    record Events(EventStrategy strategy) implements Until {}
  }

  /** The strategy whose events end this one. */
  default @Nullable EventStrategy ending() {
    return this instanceof Any(List<EventFilter> any, Until.Events(EventStrategy strategy))
        ? strategy
        : null;
  }

  /** The filters, then those of {@code until}. */
  default List<EventFilter> everyFilter() {
    EventStrategy ending = ending();
    return ending == null
        ? filters()
        : Stream.concat(filters().stream(), ending.filters().stream()).toList();
  }
}
