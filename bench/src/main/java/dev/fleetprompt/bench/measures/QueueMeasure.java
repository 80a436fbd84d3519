package dev.fleetprompt.bench.measures;

import dev.fleetprompt.bench.Measure;
import dev.fleetprompt.bench.Stand;
import dev.fleetprompt.bench.figures.Goal;
import dev.fleetprompt.bench.figures.Report;
import dev.fleetprompt.bench.figures.Row;
import dev.fleetprompt.bench.figures.Unit;
import dev.fleetprompt.bench.fleet.BareItems;
import dev.fleetprompt.bench.fleet.FleetPlatform;
import dev.fleetprompt.bench.fleet.Home;
import dev.fleetprompt.bench.peers.DbScheduler;
import dev.fleetprompt.bench.peers.GraphileWorker;
import dev.fleetprompt.bench.process.Await;
import java.time.Duration;
import java.util.List;

/**
 * Jobs that do nothing and wait already: claimed, run and acknowledged, from the first that runs
 * until none is left in the table. Putting them there does not count; ours are put there in one
 * statement while the node is at work, so that it sees all at once.
 *
 * <p>Unfair to us: each acknowledgement of ours also holds the fence against a lost lease. Unfair
 * to the peers on Node.js: what runs their jobs has one thread.
 */
public final class QueueMeasure implements Measure {

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(2);
  private static final String FIGURE = "jobs";

  private static final String FILL =
      """
      insert into fleet.queue (tenant_id, kind, item_id)
      select ?, ?, uuidv7() from generate_series(1, ?)
      """;

  /** Asked only after every job ran, so it need not be fast. */
  private static final String LEFT = "select exists (select from fleet.queue where kind = ?)";

  @Override
  public String name() {
    return "queue";
  }

  @Override
  public String title() {
    return "bare jobs that do nothing: claimed, run, acknowledged";
  }

  @Override
  public Report take(Stand stand) throws Exception {
    Rounds rounds = new Rounds(stand.extent());
    Row ours = ours(stand, rounds);
    Row scheduler = dbScheduler(stand, rounds);
    Row defaults =
        graphile(stand, rounds, GraphileWorker.Setting.DEFAULTS, stand.extent().of(10_000, 1_000));
    Row concurrent = graphileUnbatched(stand, rounds);
    Row batched =
        graphile(stand, rounds, GraphileWorker.Setting.BATCHED, stand.extent().of(200_000, 20_000));
    double reached = ours.series().median();
    return new Report(
        name(),
        title(),
        List.of(
            "all jobs wait before the first is claimed; time ends when the table holds none",
            "FleetPrompt acknowledges each job behind the fence of its lease"),
        List.of(ours, scheduler, defaults, concurrent, batched),
        List.of(
            Goal.atLeast(
                "against graphile-worker at its best",
                1,
                reached / Math.max(batched.series().median(), concurrent.series().median()),
                Unit.TIMES),
            Goal.atLeast(
                "against db-scheduler's lock-and-fetch",
                5,
                reached / scheduler.series().median(),
                Unit.TIMES)));
  }

  /** Also what a directive with its whole trail is compared with. */
  static Row graphileUnbatched(Stand stand, Rounds rounds) throws Exception {
    return graphile(
        stand, rounds, GraphileWorker.Setting.CONCURRENT, stand.extent().of(20_000, 2_000));
  }

  private static Row ours(Stand stand, Rounds rounds) throws Exception {
    try (Stand.Database database = stand.database();
        FleetPlatform platform = FleetPlatform.working(database.fleet())) {
      Home home = platform.home("bench", FleetPlatform.THREE_STEPS);
      return rounds.perSecond(
          "FleetPrompt",
          FIGURE,
          stand.extent().of(200_000, 20_000),
          jobs -> run(platform, home, jobs));
    }
  }

  private static long run(FleetPlatform platform, Home home, int jobs) {
    BareItems items = platform.get(BareItems.class);
    items.reset();
    short kind = BareItems.KIND.code();
    platform.engine().sql().sql(FILL).params(home.tenant().value(), kind, jobs).update();
    Await.until("every job ran", LIMIT, LOOK, () -> items.ran() >= jobs);
    Await.until("every job is acknowledged", LIMIT, LOOK, () -> !isAnyLeft(platform, kind));
    return System.nanoTime() - items.firstAt();
  }

  private static boolean isAnyLeft(FleetPlatform platform, short kind) {
    return platform.engine().sql().sql(LEFT).param(kind).query(Boolean.class).single();
  }

  private static Row dbScheduler(Stand stand, Rounds rounds) throws Exception {
    try (Stand.Database database = stand.database();
        DbScheduler scheduler = new DbScheduler(database.login())) {
      return rounds.perSecond(
          scheduler.name(), FIGURE, stand.extent().of(40_000, 4_000), scheduler::run);
    }
  }

  private static Row graphile(Stand stand, Rounds rounds, GraphileWorker.Setting setting, int jobs)
      throws Exception {
    try (Stand.Database database = stand.database();
        GraphileWorker worker =
            new GraphileWorker(stand.nodePackages(), setting, database.login(), stand.folder())) {
      return rounds.perSecond(worker.name(), FIGURE, jobs, worker::run);
    }
  }
}
