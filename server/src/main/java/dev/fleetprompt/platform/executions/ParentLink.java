package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.queue.Item;
import java.util.Optional;

/**
 * Who began a run and, if it waits, hears of its end.
 *
 * @param parent the run whose task it is, or the schedule that started it
 * @param call under which name the parent is told of the end, in the run's last unit; empty when it
 *     does not wait. A run that goes on as a new one hands it over
 * @param depth how many runs stand above this one; at most {@value #DEEPEST}
 */
public record ParentLink(Item parent, Optional<String> call, int depth) {

  /** Runs that run workflows that run workflows; more of them are a loop. */
  public static final int DEEPEST = 20;
}
