package dev.fleetprompt.bench.measures;

import dev.fleetprompt.bench.Measure;
import dev.fleetprompt.bench.Stand;
import dev.fleetprompt.bench.figures.Goal;
import dev.fleetprompt.bench.figures.Report;
import dev.fleetprompt.bench.figures.Row;
import dev.fleetprompt.bench.figures.Series;
import dev.fleetprompt.bench.figures.Unit;
import dev.fleetprompt.bench.fleet.FleetPlatform;
import dev.fleetprompt.bench.fleet.Home;
import dev.fleetprompt.bench.fleet.RunCopies;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The backlog of workflows of one tenant once more: first with empty tables, then with ten million
 * finished runs of that tenant in them, with their journals and signals, begun within the last 27
 * days and so in the partitions of two months at most. Cost may grow with work, not with history.
 *
 * <p>The finished runs are copies of a real one. Making them takes long and needs tens of gigabytes
 * of disk, so this runs only when it is named.
 */
public final class HistoryMeasure implements Measure {

  private static final Duration AGE = Duration.ofDays(27);
  private static final double SAME = 0.9;

  private static final String COMPLETED =
      "select id from fleet.execution where tenant_id = ? and status = 'completed' limit 1";

  private static final String SIZE = "select pg_database_size(current_database())";

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String title() {
    return "the workflows of one tenant with ten million finished runs in the tables";
  }

  @Override
  public boolean isOnRequest() {
    return true;
  }

  @Override
  public Report take(Stand stand) throws Exception {
    Rounds rounds = new Rounds(stand.extent());
    int finished = stand.extent().of(10_000_000, 200_000);
    int workflows = stand.extent().of(30_000, 4_000);
    try (Stand.Database database = stand.database();
        FleetPlatform platform = FleetPlatform.working(database.fleet())) {
      List<Home> homes = platform.homes(1, FleetPlatform.THREE_STEPS);
      FleetBacklog backlog = new FleetBacklog(platform, homes);
      Row empty =
          rounds.perSecond("FleetPrompt, empty tables", "workflows", workflows, backlog::run);
      fill(database, platform, homes, finished);
      Row full =
          rounds.perSecond(
              "FleetPrompt, %,d finished runs".formatted(finished),
              "workflows",
              workflows,
              backlog::run);
      double size = platform.count(SIZE) / (double) (1 << 20);
      return new Report(
          name(),
          title(),
          List.of("all finished runs belong to the tenant that is measured"),
          List.of(
              full,
              empty,
              new Row("PostgreSQL", "database on disk", Unit.MEBIBYTES, Series.of(size))),
          List.of(
              Goal.atLeast(
                  "against empty tables",
                  SAME,
                  full.series().median() / empty.series().median(),
                  Unit.TIMES)));
    }
  }

  private static void fill(
      Stand.Database database, FleetPlatform platform, List<Home> homes, int finished)
      throws SQLException {
    System.out.printf("  %,d finished runs …%n", finished);
    Home home = homes.getFirst();
    UUID run =
        platform
            .engine()
            .sql()
            .sql(COMPLETED)
            .param(home.tenant().value())
            .query(UUID.class)
            .single();
    RunCopies copies = new RunCopies(platform.engine().dataSource(), home, run);
    copies.make(homes, finished, Instant.now().minus(AGE), AGE.dividedBy(finished + 1L));
    Upkeep.of(database, copies.tables());
  }
}
