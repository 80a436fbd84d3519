package dev.fleetprompt.bench;

import java.util.Arrays;
import java.util.List;

/**
 * What a subject achieved.
 *
 * @param perSecond workflows a second, one figure for every round
 */
record Measurement(String subject, List<Double> perSecond) {

  double median() {
    double[] sorted = perSecond.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double least() {
    return Arrays.stream(values()).min().orElseThrow();
  }

  double most() {
    return Arrays.stream(values()).max().orElseThrow();
  }

  private double[] values() {
    return perSecond.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
