package dev.fleetprompt.bench.measures;

import dev.fleetprompt.bench.Extent;
import dev.fleetprompt.bench.Measure;
import dev.fleetprompt.bench.Stand;
import dev.fleetprompt.bench.figures.Goal;
import dev.fleetprompt.bench.figures.Percentiles;
import dev.fleetprompt.bench.figures.Report;
import dev.fleetprompt.bench.figures.Row;
import dev.fleetprompt.bench.figures.Series;
import dev.fleetprompt.bench.figures.Unit;
import dev.fleetprompt.bench.fleet.FleetPlatform;
import dev.fleetprompt.bench.fleet.Home;
import dev.fleetprompt.bench.peers.DbosJava;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.ids.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fifty workflows of three durable steps are begun in every second, at fixed instants; each counts
 * from the instant at which it was to begin until its end is durable and known in the process that
 * began it.
 *
 * <p>Ours are known to have ended right after the commit (see {@code EndedRuns}), the peer's when
 * its handle gives the result: both without asking the database.
 */
public final class LatencyMeasure implements Measure {

  private static final int PER_SECOND = 50;
  private static final Duration APART = Duration.ofSeconds(1).dividedBy(PER_SECOND);

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String title() {
    return "start → durable end of a workflow of three steps, 50 begun in every second";
  }

  @Override
  public Report take(Stand stand) throws Exception {
    List<Row> rows = new ArrayList<>();
    rows.addAll(ours(stand));
    rows.addAll(dbosJava(stand));
    double p50 = rows.get(0).series().median();
    double p99 = rows.get(1).series().median();
    return new Report(
        name(),
        title(),
        List.of("counted from the instant at which each was to begin: no coordinated omission"),
        rows,
        List.of(
            Goal.atMost("p50", 3, p50, Unit.MILLISECONDS),
            Goal.atMost("p99", 10, p99, Unit.MILLISECONDS),
            Goal.atMost(
                "p50 against DBOS for Java", 1, p50 / rows.get(2).series().median(), Unit.TIMES),
            Goal.atMost(
                "p99 against DBOS for Java", 1, p99 / rows.get(3).series().median(), Unit.TIMES)));
  }

  private static List<Row> ours(Stand stand) throws Exception {
    try (Stand.Database database = stand.database();
        FleetPlatform platform = FleetPlatform.working(database.fleet())) {
      Home home = platform.home("bench", FleetPlatform.THREE_STEPS);
      Ids ids = platform.get(Ids.class);
      Map<UUID, Runnable> underWay = new ConcurrentHashMap<>();
      platform
          .ends()
          .onEnd(run -> {
            Runnable ended = underWay.remove(run);
            if (ended != null) {
              ended.run();
            }
          });
      return measure(
          stand.extent(),
          "FleetPrompt",
          (number, ended) -> {
            UUID run = ids.next();
            underWay.put(run, ended);
            platform.commit(new UnitOfWork(home.tenant()).add(platform.start(home, run)));
          });
    }
  }

  private static List<Row> dbosJava(Stand stand) throws Exception {
    try (Stand.Database database = stand.database();
        DbosJava dbos = new DbosJava(database.login())) {
      return measure(
          stand.extent(),
          dbos.name(),
          (number, ended) -> {
            dbos.runOne();
            ended.run();
          });
    }
  }

  private static List<Row> measure(Extent extent, String subject, OpenLoop.Beginning beginning)
      throws Exception {
    System.out.printf("  %s …%n", subject);
    OpenLoop.run(PER_SECOND * extent.of(20, 3), APART, beginning);
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    for (int round = 0; round < extent.rounds(); round++) {
      double[] took = OpenLoop.run(PER_SECOND * extent.of(30, 4), APART, beginning);
      Percentiles percentiles = Percentiles.of(took);
      p50.add(percentiles.at(0.5));
      p99.add(percentiles.at(0.99));
    }
    return List.of(
        new Row(subject, "p50", Unit.MILLISECONDS, new Series(p50)),
        new Row(subject, "p99", Unit.MILLISECONDS, new Series(p99)));
  }
}
