package dev.fleetprompt.engine.workflow;

import java.util.Set;
import java.util.TreeSet;

/** The variables that an expression may use at its place. */
record Names(Set<String> variables) {

  private static final Set<String> RUN = Set.of("config", "run", "runtime", "workflow");

  /** An expression that depends on its input only. */
  static final Names NONE = new Names(Set.of());

  /** An expression outside of a run. */
  static final Names SCHEDULE = new Names(Set.of("config"));

  static final Names WORKFLOW_INPUT = new Names(RUN);
  static final Names TASK = WORKFLOW_INPUT.with("context").with("input").with("task");

  Names with(String variable) {
    Set<String> more = new TreeSet<>(variables);
    more.add(variable);
    return new Names(Set.copyOf(more));
  }

  Names without(String variable) {
    Set<String> fewer = new TreeSet<>(variables);
    fewer.remove(variable);
    return new Names(Set.copyOf(fewer));
  }

  boolean reserved(String variable) {
    return RUN.contains(variable)
        || Set.of("context", "input", "task", "output", "secrets", "authorization")
            .contains(variable);
  }
}
