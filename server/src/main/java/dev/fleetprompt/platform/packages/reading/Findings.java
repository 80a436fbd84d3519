package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.platform.packages.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything found to be wrong so far; bounded, so that a hostile package cannot fill memory. */
final class Findings {

  private static final int MOST = 200;

  private final List<Problem> problems = new ArrayList<>();

  void add(Problem problem) {
    if (problems.size() < MOST && !problems.contains(problem)) {
      problems.add(problem);
    }
  }

  void file(String file, String message, String remedy) {
    add(Problem.ofFile(file, message, remedy));
  }

  boolean none() {
    return problems.isEmpty();
  }

  /** By file, line and column. */
  List<Problem> sorted() {
    return problems.stream()
        .sorted(
            Comparator.comparing(Problem::file)
                .thenComparing(Problem::line)
                .thenComparing(Problem::column))
        .toList();
  }
}
