package dev.fleetprompt.bench.measures;

import dev.fleetprompt.bench.Extent;
import dev.fleetprompt.bench.figures.Row;
import dev.fleetprompt.bench.figures.Series;
import dev.fleetprompt.bench.figures.Unit;
import java.util.ArrayList;
import java.util.List;

/** Lets a subject warm up with a quarter of the work, then measures it in rounds. */
final class Rounds {

  private static final int WARM_UP_SHARE = 4;

  private final Extent extent;

  Rounds(Extent extent) {
    this.extent = extent;
  }

  /** Does so much work. */
  @FunctionalInterface
  interface Work {

    /** Nanoseconds from its beginning to its durable end. */
    long run(int amount) throws Exception;
  }

  /**
   * How much a subject gets done in a second.
   *
   * @param figure what the amount counts
   */
  Row perSecond(String subject, String figure, int amount, Work work) throws Exception {
    System.out.printf("  %s …%n", subject);
    work.run(amount / WARM_UP_SHARE);
    List<Double> rounds = new ArrayList<>();
    for (int round = 0; round < extent.rounds(); round++) {
      rounds.add(amount * 1e9 / work.run(amount));
    }
    return new Row(subject, figure, Unit.PER_SECOND, new Series(rounds));
  }
}
