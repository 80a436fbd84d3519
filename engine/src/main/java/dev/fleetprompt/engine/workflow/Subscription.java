package dev.fleetprompt.engine.workflow;

import java.util.List;

/**
 * A type of events that runs of a definition may wait for.
 *
 * @param type literal
 * @param from the texts of the expressions that give correlation values; sorted, each once
 */
public record Subscription(String type, List<String> from) {

  public Subscription {
    from = List.copyOf(from);
  }
}
