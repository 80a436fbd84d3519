package dev.fleetprompt.engine.workflow;

import java.util.List;

/**
 * Tasks that run one after the other.
 *
 * @param pointer the list's JSON pointer in its document
 */
public record TaskList(String pointer, List<Task> tasks) {

  public TaskList {
    tasks = List.copyOf(tasks);
  }
}
