package dev.fleetprompt.bench;

import dev.fleetprompt.bench.measures.DirectivesMeasure;
import dev.fleetprompt.bench.measures.EventsMeasure;
import dev.fleetprompt.bench.measures.FairnessMeasure;
import dev.fleetprompt.bench.measures.HistoryMeasure;
import dev.fleetprompt.bench.measures.IdleMeasure;
import dev.fleetprompt.bench.measures.LatencyMeasure;
import dev.fleetprompt.bench.measures.QueueMeasure;
import dev.fleetprompt.bench.measures.RecoveryMeasure;
import dev.fleetprompt.bench.measures.SignalsMeasure;
import dev.fleetprompt.bench.measures.WorkflowsMeasure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All measures, in the order of the table. */
final class Measures {

  private static final List<Measure> ALL =
      List.of(
          new WorkflowsMeasure(),
          new LatencyMeasure(),
          new QueueMeasure(),
          new DirectivesMeasure(),
          new SignalsMeasure(),
          new EventsMeasure(),
          new RecoveryMeasure(),
          new IdleMeasure(),
          new FairnessMeasure(),
          new HistoryMeasure());

  private Measures() {}

  static List<Measure> all() {
    return ALL;
  }

  /**
   * The measures of these names, in the order of the table; without names all but those that run
   * only on request.
   *
   * @param names separated by commas
   * @throws IllegalArgumentException when there is none of a name
   */
  static List<Measure> named(@Nullable String names) {
    if (names == null) {
      return ALL.stream().filter(measure -> !measure.isOnRequest()).toList();
    }
    List<String> wanted = Arrays.stream(names.split(",", -1)).map(String::strip).toList();
    for (String name : wanted) {
      if (ALL.stream().noneMatch(measure -> measure.name().equals(name))) {
        throw new IllegalArgumentException(
            "There is no measure '%s'; known: %s"
                .formatted(
                    name, ALL.stream().map(Measure::name).collect(Collectors.joining(", "))));
      }
    }
    return ALL.stream().filter(measure -> wanted.contains(measure.name())).toList();
  }
}
