package dev.fleetprompt.bench.measures;

import dev.fleetprompt.bench.Extent;
import dev.fleetprompt.bench.Measure;
import dev.fleetprompt.bench.Stand;
import dev.fleetprompt.bench.figures.Goal;
import dev.fleetprompt.bench.figures.Report;
import dev.fleetprompt.bench.figures.Row;
import dev.fleetprompt.bench.figures.Series;
import dev.fleetprompt.bench.figures.Unit;
import dev.fleetprompt.bench.fleet.FleetPlatform;
import dev.fleetprompt.bench.fleet.FleetProcess;
import dev.fleetprompt.bench.fleet.Home;
import dev.fleetprompt.bench.fleet.RunCopies;
import dev.fleetprompt.bench.process.Await;
import dev.fleetprompt.bench.process.Cpu;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A server with 1,000 tenants and a million parked runs, to which nothing happens: how much of one
 * core the server and PostgreSQL compute together, and what the server's heap holds after a
 * collection.
 *
 * <p>The parked runs are copies of a real one, in every table that holds rows of it, and wait for
 * some day in a year. That copies are as good as the real thing is proved at the end: the server
 * wakes one of them and brings it to its end.
 */
public final class IdleMeasure implements Measure {

  private static final Duration PARKS = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration WAKES = Duration.ofSeconds(30);
  private static final Duration AGE = Duration.ofDays(20);

  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.3', namespace: bench, name: bench, version: '1.0.0'}
      do:
        - rest: {wait: P365D}
        - one: {call: bench.step, with: {value: '${ .value }'}}
      """;

  private static final String PARKED =
      """
      select count(*) from fleet.execution e
       where e.tenant_id = ? and e.id = ? and e.status = 'waiting'
         and not exists (select from fleet.queue q where q.tenant_id = e.tenant_id and q.item_id = e.id)
      """;

  private static final String SOME_COPY =
      "select item_id from fleet.timer where tenant_id = ? and item_id <> ? and kind = 1 limit 1";

  private static final String LET_FIRE =
      "update fleet.timer set due_at = clock_timestamp() where tenant_id = ? and item_id = ?";

  private static final String COMPLETED =
      "select count(*) from fleet.execution where tenant_id = ? and id = ? and status = 'completed'";

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String title() {
    return "a server with 1,000 tenants and a million parked runs, to which nothing happens";
  }

  private record Parked(Home home, UUID original, int runs, int tenants) {}

  @Override
  public Report take(Stand stand) throws Exception {
    Extent extent = stand.extent();
    try (Stand.Database database = stand.database()) {
      Parked parked = park(database, extent.of(1_000, 50), extent.of(1_000_000, 20_000));
      System.out.println("  FleetPrompt …");
      List<Double> server = new ArrayList<>();
      List<Double> postgres = new ArrayList<>();
      List<Double> both = new ArrayList<>();
      List<Double> heaps = new ArrayList<>();
      long postmaster = postmaster(database);
      try (FleetProcess process = FleetProcess.server(database.fleet())) {
        Thread.sleep(Duration.ofSeconds(extent.of(45, 5)));
        Duration window = Duration.ofSeconds(extent.of(30, 8));
        for (int round = 0; round < extent.rounds(); round++) {
          double ours = Cpu.seconds(process.pid());
          double theirs = Cpu.secondsOfFamily(postmaster);
          Thread.sleep(window);
          server.add((Cpu.seconds(process.pid()) - ours) * 100 / window.toSeconds());
          postgres.add((Cpu.secondsOfFamily(postmaster) - theirs) * 100 / window.toSeconds());
          both.add(server.getLast() + postgres.getLast());
          heaps.add(process.heap());
        }
        wakeOne(database, parked);
      }
      return report(
          parked, new Series(both), new Series(server), new Series(postgres), new Series(heaps));
    }
  }

  private Report report(Parked parked, Series both, Series server, Series postgres, Series heaps) {
    return new Report(
        name(),
        title(),
        List.of(
            "%,d parked runs of %,d tenants; shares are of one core; afterwards one of the runs was woken and ended"
                .formatted(parked.runs(), parked.tenants())),
        List.of(
            new Row("server and PostgreSQL", "CPU", Unit.PERCENT, both),
            new Row("server", "CPU", Unit.PERCENT, server),
            new Row("PostgreSQL", "CPU", Unit.PERCENT, postgres),
            new Row("server", "heap after a collection", Unit.MEBIBYTES, heaps)),
        List.of(
            Goal.atMost("CPU of both", 2, both.median(), Unit.PERCENT),
            Goal.atMost("heap", 512, heaps.median(), Unit.MEBIBYTES)));
  }

  private static Parked park(Stand.Database database, int tenants, int runs) throws SQLException {
    System.out.printf("  %,d tenants, %,d parked runs …%n", tenants, runs);
    try (FleetPlatform platform = FleetPlatform.working(database.fleet())) {
      List<Home> homes = platform.homes(tenants, WORKFLOW);
      Home home = homes.getFirst();
      UUID original = platform.start(home, 1).getFirst();
      Await.until(
          "the run parks",
          PARKS,
          LOOK,
          () -> platform.count(PARKED, home.tenant().value(), original) == 1);
      RunCopies copies = new RunCopies(platform.engine().dataSource(), home, original);
      copies.make(homes, runs, Instant.now().minus(AGE), AGE.dividedBy(runs + 1L));
      Upkeep.of(database, copies.tables());
      return new Parked(home, original, runs, tenants);
    }
  }

  private static void wakeOne(Stand.Database database, Parked parked) {
    UUID tenant = parked.home().tenant().value();
    try (FleetPlatform platform = FleetPlatform.resting(database.fleet())) {
      UUID copy =
          platform
              .engine()
              .sql()
              .sql(SOME_COPY)
              .params(tenant, parked.original())
              .query(UUID.class)
              .single();
      platform.engine().sql().sql(LET_FIRE).params(tenant, copy).update();
      Await.until(
          "a copied run ends when it is woken",
          WAKES,
          LOOK,
          () -> platform.count(COMPLETED, tenant, copy) == 1);
    }
  }

  /** The process whose children serve our connections. */
  private static long postmaster(Stand.Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return ProcessHandle.of(row.getLong(1)).orElseThrow().parent().orElseThrow().pid();
    }
  }
}
