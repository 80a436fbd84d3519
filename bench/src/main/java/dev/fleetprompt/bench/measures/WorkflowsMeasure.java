package dev.fleetprompt.bench.measures;

import dev.fleetprompt.bench.Measure;
import dev.fleetprompt.bench.Stand;
import dev.fleetprompt.bench.figures.Goal;
import dev.fleetprompt.bench.figures.Report;
import dev.fleetprompt.bench.figures.Row;
import dev.fleetprompt.bench.figures.Unit;
import dev.fleetprompt.bench.fleet.FleetPlatform;
import dev.fleetprompt.bench.peers.DbosJava;
import dev.fleetprompt.bench.peers.DbosTypeScript;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A backlog of workflows of three durable steps, each with a small JSON result, from the first
 * start to the last durable end, starts included; FleetPrompt's runs belong to 1, 100 and 1,000
 * tenants.
 *
 * <p>Unfair to us: our runs also record two signals each, and their inputs pass the search for
 * secrets. Unfair to the peers: ours are started many in a transaction, theirs one by one, since
 * they offer nothing else; they have 256 in flight. The one in TypeScript is another process.
 */
public final class WorkflowsMeasure implements Measure {

  private static final int IN_FLIGHT = 256;
  private static final String FIGURE = "workflows";

  @Override
  public String name() {
    return "workflows";
  }

  @Override
  public String title() {
    return "a backlog of workflows of three durable steps, over 1, 100 and 1,000 tenants";
  }

  @Override
  public Report take(Stand stand) throws Exception {
    Rounds rounds = new Rounds(stand.extent());
    Row one = ours(stand, rounds, 1);
    Row hundred = ours(stand, rounds, 100);
    Row thousand = ours(stand, rounds, 1_000);
    Row java = dbosJava(stand, rounds);
    Row typeScript = dbosTypeScript(stand, rounds);
    return new Report(
        name(),
        title(),
        List.of(
            "FleetPrompt's runs also record two signals each and are searched for secrets",
            "FleetPrompt's are started up to 500 in a transaction, the peers' one by one with 256 in flight"),
        List.of(one, hundred, thousand, java, typeScript),
        List.of(
            Goal.atLeast("1 tenant (on two cores)", 6_000, median(one), Unit.PER_SECOND),
            Goal.atLeast(
                "1 tenant against DBOS for Java", 7, median(one) / median(java), Unit.TIMES),
            Goal.atLeast(
                "1 tenant against DBOS for TypeScript",
                20,
                median(one) / median(typeScript),
                Unit.TIMES),
            Goal.atLeast("100 tenants against 1", 0.7, median(hundred) / median(one), Unit.TIMES),
            Goal.atLeast(
                "1,000 tenants against 1", 0.7, median(thousand) / median(one), Unit.TIMES)));
  }

  private static double median(Row row) {
    return row.series().median();
  }

  private static Row ours(Stand stand, Rounds rounds, int tenants) throws Exception {
    try (Stand.Database database = stand.database();
        FleetPlatform platform = FleetPlatform.working(database.fleet())) {
      FleetBacklog backlog =
          new FleetBacklog(platform, platform.homes(tenants, FleetPlatform.THREE_STEPS));
      String name = "FleetPrompt, %,d tenant%s".formatted(tenants, tenants == 1 ? "" : "s");
      return rounds.perSecond(name, FIGURE, stand.extent().of(30_000, 4_000), backlog::run);
    }
  }

  private static Row dbosJava(Stand stand, Rounds rounds) throws Exception {
    try (Stand.Database database = stand.database();
        DbosJava dbos = new DbosJava(database.login())) {
      return rounds.perSecond(
          dbos.name(), FIGURE, stand.extent().of(5_000, 400), count -> inFlight(dbos, count));
    }
  }

  private static Row dbosTypeScript(Stand stand, Rounds rounds) throws Exception {
    try (Stand.Database database = stand.database();
        DbosTypeScript dbos =
            new DbosTypeScript(stand.nodePackages(), database.login(), stand.folder())) {
      return rounds.perSecond(dbos.name(), FIGURE, stand.extent().of(3_000, 400), dbos::run);
    }
  }

  private static long inFlight(DbosJava dbos, int workflows) throws Exception {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    Semaphore places = new Semaphore(IN_FLIGHT);
    long began = System.nanoTime();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < workflows; i++) {
        places.acquire();
        callers.execute(() -> {
          try {
            dbos.runOne();
          } catch (Exception e) {
            failure.set(e);
          } finally {
            places.release();
          }
        });
      }
    }
    long took = System.nanoTime() - began;
    Exception failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return took;
  }
}
