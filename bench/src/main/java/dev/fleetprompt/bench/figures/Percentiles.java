package dev.fleetprompt.bench.figures;

import java.util.Arrays;

/** Percentiles by nearest rank: always a value that occurred, never one in between. */
public final class Percentiles {

  private final double[] sorted;

  private Percentiles(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * @param values at least one, in any order
   */
  public static Percentiles of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Nothing was measured.");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted);
  }

  /**
   * The smallest value that at least this share of all values does not exceed.
   *
   * @param share above 0, at most 1
   */
  public double at(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("A share lies above 0 and at most at 1, not at " + share);
    }
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
