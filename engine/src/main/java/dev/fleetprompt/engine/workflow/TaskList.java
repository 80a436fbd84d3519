package dev.fleetprompt.engine.workflow;

import java.util.List;

/** Tasks that run one after the other. */
public record TaskList(List<Task> tasks) {

  public TaskList {
    tasks = List.copyOf(tasks);
  }
}
