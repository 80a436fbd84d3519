package dev.fleetprompt.engine.interpreter;

import java.util.List;

/**
 * A kind of events that a run waits for. An event that fits may still be turned down by the
 * listen's other filters.
 *
 * @param type the events' type
 * @param correlation what links them with the run; all must hold
 */
public record Awaited(String type, List<Correlated> correlation) {

  public Awaited {
    correlation = List.copyOf(correlation);
  }
}
