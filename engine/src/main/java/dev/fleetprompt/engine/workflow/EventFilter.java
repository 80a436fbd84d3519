package dev.fleetprompt.engine.workflow;

import java.util.List;
import java.util.Map;

/**
 * Which events are taken.
 *
 * @param type the events' type, always literal
 * @param attributes what other attributes must be; each expression sees the value at its place
 */
public record EventFilter(
    String type, Map<String, Template> attributes, List<Correlation> correlations) {

  public EventFilter {
    attributes = Map.copyOf(attributes);
    correlations = List.copyOf(correlations);
  }
}
