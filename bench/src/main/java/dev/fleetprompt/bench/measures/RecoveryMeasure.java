package dev.fleetprompt.bench.measures;

import dev.fleetprompt.bench.Measure;
import dev.fleetprompt.bench.Stand;
import dev.fleetprompt.bench.figures.Goal;
import dev.fleetprompt.bench.figures.Report;
import dev.fleetprompt.bench.figures.Row;
import dev.fleetprompt.bench.figures.Series;
import dev.fleetprompt.bench.figures.Unit;
import dev.fleetprompt.bench.fleet.FleetPlatform;
import dev.fleetprompt.bench.fleet.FleetProcess;
import dev.fleetprompt.bench.process.Await;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two processes share 10,000 runs, and one is killed with {@code kill -9}. Each run first brings
 * about an effect outside, then six times takes a step and rests for four seconds; the last tenth
 * is started right before the kill, so that it falls among their effects. The time counts from the
 * kill until every run under way has done something again on the other process (has a new entry in
 * its journal, or has ended): a run's own rest of four seconds lies within that.
 *
 * <p>Afterwards all runs must end, and whoever received the effects must have got each once.
 */
public final class RecoveryMeasure implements Measure {

  private static final double LEASE = 6;
  private static final int SHARE_AT_KILL = 10;

  private final List<Double> recovered = new ArrayList<>();
  private final List<Double> inHand = new ArrayList<>();
  private final List<Double> underWay = new ArrayList<>();
  private final List<Double> repeated = new ArrayList<>();
  private final List<Double> lost = new ArrayList<>();

  @Override
  public String name() {
    return "recovery";
  }

  @Override
  public String title() {
    return "kill -9 of one of two processes with 10,000 runs under way, until all run again";
  }

  @Override
  public Report take(Stand stand) throws Exception {
    int runs = stand.extent().of(10_000, 1_000);
    for (int round = 0; round < stand.extent().rounds(); round++) {
      System.out.println("  FleetPrompt …");
      try (Stand.Database database = stand.database();
          Receiver receiver = new Receiver();
          FleetPlatform platform = FleetPlatform.resting(database.fleet())) {
        round(database, receiver, new RestlessRuns(platform), runs);
      }
    }
    return new Report(
        name(),
        title(),
        List.of("a run under way rests for up to 4 s by itself, which is part of the time"),
        List.of(
            row("until all run again", Unit.SECONDS, recovered),
            row("runs under way at the kill", Unit.COUNT, underWay),
            row("of these in the dead process's hands", Unit.COUNT, inHand),
            row("effects repeated", Unit.COUNT, repeated),
            row("runs lost", Unit.COUNT, lost)),
        List.of(
            Goal.atMost(
                "lease of 6 s + 2 s", LEASE + 2, new Series(recovered).median(), Unit.SECONDS),
            Goal.atMost("effects repeated", 0, new Series(repeated).most(), Unit.COUNT),
            Goal.atMost("runs lost", 0, new Series(lost).most(), Unit.COUNT)));
  }

  private static Row row(String figure, Unit unit, List<Double> rounds) {
    return new Row("FleetPrompt", figure, unit, new Series(rounds));
  }

  private void round(Stand.Database database, Receiver receiver, RestlessRuns runs, int count) {
    URI address = receiver.address();
    try (FleetProcess victim = FleetProcess.worker(database.fleet(), address);
        FleetProcess other = FleetProcess.worker(database.fleet(), address)) {
      Await.until(
          "both processes joined",
          Duration.ofSeconds(30),
          Duration.ofMillis(100),
          () -> runs.hasJoined(victim.nodeName()) && runs.hasJoined(other.nodeName()));
      int last = count / SHARE_AT_KILL;
      runs.start(count - last);
      Await.until(
          "the first runs have had their effects",
          Duration.ofMinutes(2),
          Duration.ofMillis(20),
          () -> receiver.keys() >= count - last);
      runs.start(last);
      victim.kill();
      long killed = System.nanoTime();
      runs.rememberThoseUnderWay();
      underWay.add((double) runs.remembered());
      inHand.add((double) runs.inHandsOf(victim.nodeName()));
      Await.until(
          "every run runs again",
          Duration.ofMinutes(2),
          Duration.ofMillis(100),
          runs::haveAllMovedOn);
      recovered.add((System.nanoTime() - killed) / 1e9);
      Await.until(
          "every run ends", Duration.ofMinutes(5), Duration.ofMillis(250), runs::haveAllEnded);
      repeated.add((double) receiver.repeated());
      lost.add((double) count - runs.completed());
    }
  }
}
