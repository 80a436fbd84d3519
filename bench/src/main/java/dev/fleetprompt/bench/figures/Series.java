package dev.fleetprompt.bench.figures;

import java.util.Arrays;
import java.util.List;

/**
 * One figure, measured in several rounds.
 *
 * @param rounds what each round gave, in their order; at least one
 */
public record Series(List<Double> rounds) {

  public Series {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("A figure needs at least one round.");
    }
  }

  public static Series of(double... rounds) {
    return new Series(Arrays.stream(rounds).boxed().toList());
  }

  /** The middle one, or the mean of the two in the middle. */
  public double median() {
    double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public double least() {
    return rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  public double most() {
    return rounds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
