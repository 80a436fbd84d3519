package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.EventFilter;
import dev.fleetprompt.engine.workflow.EventStrategy;
import dev.fleetprompt.engine.workflow.Schedule;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events that a schedule gathers until they start a run: immutable, and the same whenever the same
 * events are offered in the same order.
 */
public final class Gathering {

  private static final String PLACE = "/schedule/on";

  private final Definition definition;
  private final JsonNode configuration;
  private final Consumption consumption;
  private final Collected gathered;
  private final boolean over;

  private Gathering(
      Definition definition,
      JsonNode configuration,
      Consumption consumption,
      Collected gathered,
      boolean over) {
    this.definition = definition;
    this.configuration = configuration;
    this.consumption = consumption;
    this.gathered = gathered;
    this.over = over;
  }

  /**
   * Nothing gathered yet.
   *
   * @param configuration what expressions see as {@code $config}
   * @throws IllegalArgumentException when the definition is not scheduled by events, or what it
   *     expects of them cannot be computed
   */
  public static Gathering begin(Definition definition, JsonNode configuration) {
    EventStrategy strategy = strategy(definition);
    EventMatch match = match(definition, configuration);
    try {
      Map<String, JsonNode> expected = match.expected(strategy);
      return new Gathering(
          definition,
          configuration,
          new Consumption(strategy, expected, Set.of(), false),
          Collected.NONE,
          false);
    } catch (RaisedException e) {
      throw new IllegalArgumentException(e.error().detail(), e);
    }
  }

  private static EventStrategy strategy(Definition definition) {
    if (definition.schedule().orElse(null) instanceof Schedule.On(EventStrategy events)) {
      return events;
    }
    throw new IllegalArgumentException(definition.name() + " is not scheduled by events");
  }

  private static EventMatch match(Definition definition, JsonNode configuration) {
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    context.set("configuration", configuration);
    RunFacts facts = new RunFacts(new UUID(0, 0), Instant.EPOCH, nothing(), context);
    return new EventMatch(
        new Evaluator(definition, facts, nothing(), Limits.standard().expressionSteps()),
        View.ofRun(PLACE, nothing(), Instant.EPOCH));
  }

  private static JsonNode nothing() {
    return JsonNodeFactory.instance.nullNode();
  }

  /** The kinds of events that are still wanted; empty when a run can start. */
  public List<Awaited> awaited() {
    return complete() ? List.of() : consumption.awaited();
  }

  /** Takes an event, a CloudEvent in its JSON form; empty when it is not wanted. */
  public Optional<Gathering> offer(JsonNode event) {
    try {
      EventMatch match = match(definition, configuration);
      Consumption.Taking taking = over ? null : consumption.offer(event, match);
      if (taking == null) {
        return Optional.empty();
      }
      JsonNode data = event.path("data");
      Collected more =
          taking.item() ? gathered.with(data.isMissingNode() ? nothing() : data) : gathered;
      return Optional.of(
          new Gathering(definition, configuration, taking.next(), more, ends(more, match)));
    } catch (LimitException e) {
      return Optional.empty();
    }
  }

  private boolean ends(Collected more, EventMatch match) {
    if (consumption.strategy()
        instanceof
        EventStrategy.Any(
            List<EventFilter> filters,
            EventStrategy.Until.Condition(var condition))) {
      try {
        return match.evaluator().test(condition, more.toArray(), match.view());
      } catch (RaisedException e) {
        return false;
      }
    }
    return false;
  }

  /** Whether a run can start. */
  public boolean complete() {
    return over || consumption.closed();
  }

  /** The array of the gathered events' data: the run's input. */
  public JsonNode input() {
    return gathered.toArray();
  }

  /** What has been gathered, for {@link #restore}. */
  public JsonNode snapshot() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode expected = node.putObject("expected");
    consumption.expected().forEach(expected::set);
    ArrayNode met = node.putArray("met");
    consumption.met().stream().sorted().forEach(met::add);
    node.put("closed", consumption.closed());
    node.put("over", over);
    node.set("gathered", gathered.toArray());
    return node;
  }

  /** What {@link #snapshot} wrote. */
  public static Gathering restore(
      Definition definition, JsonNode configuration, JsonNode snapshot) {
    Map<String, JsonNode> expected = new HashMap<>();
    snapshot
        .required("expected")
        .properties()
        .forEach(each -> expected.put(each.getKey(), each.getValue()));
    Set<Integer> met = new HashSet<>();
    snapshot.required("met").forEach(place -> met.add(place.intValue()));
    return new Gathering(
        definition,
        configuration,
        new Consumption(
            strategy(definition), expected, met, snapshot.required("closed").booleanValue()),
        Collected.of(snapshot.required("gathered")),
        snapshot.required("over").booleanValue());
  }
}
