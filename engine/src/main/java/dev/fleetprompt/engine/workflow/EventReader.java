package dev.fleetprompt.engine.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads which events are awaited. */
final class EventReader {

  private static final List<String> STRATEGIES = List.of("one", "any", "all");

  private final Problems problems;
  private final Expressions expressions;

  EventReader(Problems problems, Expressions expressions) {
    this.problems = problems;
    this.expressions = expressions;
  }

  /** A strategy; null, with a problem, when it cannot be used. */
  @Nullable EventStrategy strategy(@Nullable JsonNode node, String pointer, Names names) {
    List<String> given =
        STRATEGIES.stream().filter(each -> node != null && node.has(each)).toList();
    if (node == null || given.size() != 1) {
      problems.add(
          pointer,
          "It is not said which events are awaited.",
          "Write exactly one of 'one', 'any' and 'all' with the types of the events.");
      return null;
    }
    String kind = given.getFirst();
    if (node.has("until") && !kind.equals("any")) {
      problems.add(
          Pointers.child(pointer, "until"),
          "Only 'any' can go on until something.",
          "Remove 'until', or list the events under 'any'.");
      return null;
    }
    List<EventFilter> filters =
        filters(node.path(kind), Pointers.child(pointer, kind), kind, names);
    if (filters.isEmpty()) {
      return null;
    }
    return switch (kind) {
      case "one" -> new EventStrategy.One(filters.getFirst());
      case "all" -> new EventStrategy.All(filters);
      default -> new EventStrategy.Any(filters, until(node, pointer, names));
    };
  }

  private EventStrategy.@Nullable Until until(JsonNode node, String pointer, Names names) {
    JsonNode until = node.get("until");
    if (until == null) {
      return null;
    }
    String path = Pointers.child(pointer, "until");
    if (!until.isObject()) {
      return new EventStrategy.Until.Condition(expressions.condition(until, path, names));
    }
    if (until.has("until")) {
      problems.add(
          Pointers.child(path, "until"),
          "What ends a listen has no end of its own.",
          "Remove the inner 'until'.");
      return null;
    }
    EventStrategy strategy = strategy(until, path, names);
    return strategy == null ? null : new EventStrategy.Until.Events(strategy);
  }

  private List<EventFilter> filters(JsonNode node, String pointer, String kind, Names names) {
    if (kind.equals("one")) {
      EventFilter filter = filter(node, pointer, names);
      return filter == null ? List.of() : List.of(filter);
    }
    if (!node.isArray() || node.isEmpty()) {
      problems.add(
          pointer,
          "An empty '" + kind + "' would await events of any type.",
          "List the events, such as '- with: { type: com.example.order.paid }'.");
      return List.of();
    }
    List<EventFilter> filters = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      EventFilter filter = filter(node.get(i), Pointers.child(pointer, i), names);
      if (filter != null) {
        filters.add(filter);
      }
    }
    return filters;
  }

  private @Nullable EventFilter filter(@Nullable JsonNode node, String pointer, Names names) {
    JsonNode with = node == null ? null : node.get("with");
    String path = Pointers.child(pointer, "with");
    String type = with == null ? "" : with.path("type").stringValue("");
    if (node == null || with == null || type.isBlank() || type.contains("${")) {
      problems.add(
          node == null || with == null ? pointer : path,
          "An awaited event needs a literal type.",
          "Add, for example, 'type: com.example.order.paid'; what varies belongs into the other"
              + " attributes, 'data' or 'correlate'.");
      return null;
    }
    Map<String, Template> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : with.properties()) {
      if (!entry.getKey().equals("type")) {
        attributes.put(
            entry.getKey(),
            expressions.template(entry.getValue(), Pointers.child(path, entry.getKey()), names));
      }
    }
    return new EventFilter(type, attributes, correlations(node, pointer, names));
  }

  private List<Correlation> correlations(JsonNode node, String pointer, Names names) {
    String path = Pointers.child(pointer, "correlate");
    List<Correlation> correlations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.path("correlate").properties()) {
      String place = Pointers.child(path, entry.getKey());
      JsonNode from = entry.getValue().get("from");
      if (from == null) {
        problems.add(
            place,
            "It is not said which value of the event correlates.",
            "Add 'from' with an expression, such as '.data.order' or '.subject'.");
        continue;
      }
      correlations.add(
          new Correlation(
              entry.getKey(),
              expressions.condition(from, Pointers.child(place, "from"), Names.NONE),
              expressions.optionalTemplate(entry.getValue(), "expect", place, names)));
    }
    return correlations;
  }
}
