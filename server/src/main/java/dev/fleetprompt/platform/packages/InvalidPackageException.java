package dev.fleetprompt.platform.packages;

import java.util.List;
import java.util.stream.Collectors;

/** A package that cannot be used, with every problem found. */
public class InvalidPackageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public InvalidPackageException(String origin, List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(
                Collectors.joining(
                    "\n  ", "The package in " + origin + " cannot be used:\n  ", "")));
    this.problems = List.copyOf(problems);
  }

  /** Never empty; in the order of files and lines. */
  public List<Problem> problems() {
    return problems;
  }
}
