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
import dev.fleetprompt.bench.fleet.Step;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.ids.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One tenant has 100,000 runs waiting; another starts one every 20 ms. The delay of each of those
 * counts from the instant at which it was to be started until its first step is called: the start's
 * own commit is in it, and so is the commit that makes its beginning durable.
 *
 * <p>As many are started as the backlog lasts on a fast machine; how much of it was left at the end
 * is printed, since the delay behind an empty queue would say nothing.
 */
public final class FairnessMeasure implements Measure {

  private static final Duration APART = Duration.ofMillis(20);
  private static final int UNIT = 500;
  private static final Duration SETTLES = Duration.ofSeconds(1);

  private static final String LEFT =
      "select count(*) from fleet.queue where tenant_id = ? and kind = 1";

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public String title() {
    return "start delay of a tenant that starts a run every 20 ms beside another's backlog";
  }

  @Override
  public Report take(Stand stand) throws Exception {
    Extent extent = stand.extent();
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    List<Double> left = new ArrayList<>();
    for (int round = 0; round < extent.rounds(); round++) {
      System.out.println("  FleetPrompt …");
      try (Stand.Database database = stand.database();
          FleetPlatform platform = FleetPlatform.resting(database.fleet())) {
        Home large = platform.home("large", FleetPlatform.THREE_STEPS);
        Home small = platform.home("small", FleetPlatform.THREE_STEPS);
        for (int waiting = 0; waiting < extent.of(100_000, 10_000); waiting += UNIT) {
          platform.start(large, UNIT);
        }
        platform.work();
        Thread.sleep(SETTLES);
        Percentiles delays = Percentiles.of(delays(platform, small, extent.of(500, 50)));
        p50.add(delays.at(0.5));
        p99.add(delays.at(0.99));
        left.add((double) platform.count(LEFT, large.tenant().value()));
      }
    }
    return new Report(
        name(),
        title(),
        List.of(
            "one tenant's backlog is %,d runs; counted from the instant at which each start was intended"
                .formatted(extent.of(100_000, 10_000))),
        List.of(
            new Row("FleetPrompt", "p50", Unit.MILLISECONDS, new Series(p50)),
            new Row("FleetPrompt", "p99", Unit.MILLISECONDS, new Series(p99)),
            new Row("FleetPrompt", "backlog left at the end", Unit.COUNT, new Series(left))),
        List.of(Goal.atMost("p99", 200, new Series(p99).median(), Unit.MILLISECONDS)));
  }

  private static double[] delays(FleetPlatform platform, Home home, int count) throws Exception {
    Ids ids = platform.get(Ids.class);
    Map<UUID, Runnable> begun = new ConcurrentHashMap<>();
    platform
        .get(Step.class)
        .onCall(run -> {
          Runnable ended = begun.remove(run);
          if (ended != null) {
            ended.run();
          }
        });
    return OpenLoop.run(
        count,
        APART,
        (number, ended) -> {
          UUID run = ids.next();
          begun.put(run, ended);
          platform.commit(new UnitOfWork(home.tenant()).add(platform.start(home, run)));
        });
  }
}
