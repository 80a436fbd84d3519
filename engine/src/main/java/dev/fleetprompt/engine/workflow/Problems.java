package dev.fleetprompt.engine.workflow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Collects what is wrong with a definition while it is read. */
final class Problems {

  private static final int MOST = 100;

  private final String file;
  private final Function<String, Source> places;
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  Problems(String file, Function<String, Source> places) {
    this.file = file;
    this.places = places;
  }

  void add(String pointer, String message, String remedy) {
    if (errors.size() < MOST) {
      errors.add(problem(pointer, message, remedy));
    }
  }

  void warn(String pointer, String message, String remedy) {
    if (warnings.size() < MOST) {
      warnings.add(problem(pointer, message, remedy));
    }
  }

  /** Where a part stands. */
  Source place(String pointer) {
    return places.apply(pointer);
  }

  private Problem problem(String pointer, String message, String remedy) {
    Source place = places.apply(pointer);
    return new Problem(file, place.line(), place.column(), pointer, message, remedy);
  }

  /** Whether a problem was found at a part, inside it or around it. */
  boolean touches(String pointer) {
    return errors.stream()
        .anyMatch(problem -> within(problem.path(), pointer) || within(pointer, problem.path()));
  }

  private static boolean within(String inner, String outer) {
    return inner.equals(outer) || (inner.startsWith(outer) && inner.charAt(outer.length()) == '/');
  }

  List<Problem> warnings() {
    return sorted(warnings);
  }

  void throwIfAny() throws InvalidDefinitionException {
    if (!errors.isEmpty()) {
      throw new InvalidDefinitionException(sorted(errors));
    }
  }

  private static List<Problem> sorted(List<Problem> problems) {
    return problems.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
