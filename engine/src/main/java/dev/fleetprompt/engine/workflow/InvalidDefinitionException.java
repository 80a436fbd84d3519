package dev.fleetprompt.engine.workflow;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A definition that cannot be used, with everything that is wrong with it, at most 100 problems.
 */
public final class InvalidDefinitionException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  InvalidDefinitionException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** In the order of the text; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
