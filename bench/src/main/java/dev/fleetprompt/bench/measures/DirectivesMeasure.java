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
import dev.fleetprompt.bench.fleet.Nothing;
import dev.fleetprompt.bench.process.Await;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.directives.DirectiveRequest;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.Requester;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Directives of a type that does nothing, each with its whole trail: judged by the policy, recorded
 * with its business key, attempted, ended, its signals recorded. From the first request to the last
 * durable end, requests included, which come 100 in a transaction.
 *
 * <p>The peer's figure is that of a bare job without any trail, one fetch and one completion each:
 * less work than ours.
 */
public final class DirectivesMeasure implements Measure {

  private static final int REQUESTED_AT_ONCE = 100;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(5);

  private static final String COMPLETED =
      """
      select count(*) from fleet.directive d
       where tenant_id = ? and state = 'completed'
         and exists (select from fleet.attempt a
                      where a.tenant_id = d.tenant_id and a.directive_id = d.id and a.outcome = 'completed')
      """;

  private static final String SIGNALS = "select count(*) from fleet.signal where tenant_id = ?";

  private long numbered;

  @Override
  public String name() {
    return "directives";
  }

  @Override
  public String title() {
    return "directives that do nothing, each with its whole trail (row, key, attempt, signals)";
  }

  @Override
  public Report take(Stand stand) throws Exception {
    Rounds rounds = new Rounds(stand.extent());
    List<Row> ours = ours(stand, rounds);
    Row peer = QueueMeasure.graphileUnbatched(stand, rounds);
    double reached = ours.getFirst().series().median();
    return new Report(
        name(),
        title(),
        List.of(
            "the peer's is a bare job that leaves no trail: less work than ours",
            "requests are included, 100 in a transaction"),
        List.of(ours.getFirst(), peer, ours.getLast()),
        List.of(
            Goal.atLeast("directives (on two cores)", 4_000, reached, Unit.PER_SECOND),
            Goal.atLeast(
                "against graphile-worker's bare job, unbatched",
                1,
                reached / peer.series().median(),
                Unit.TIMES)));
  }

  private List<Row> ours(Stand stand, Rounds rounds) throws Exception {
    try (Stand.Database database = stand.database();
        FleetPlatform platform = FleetPlatform.working(database.fleet())) {
      Home home = platform.home("bench", FleetPlatform.THREE_STEPS);
      Row rate =
          rounds.perSecond(
              "FleetPrompt, directives with their trail",
              "jobs",
              stand.extent().of(20_000, 2_000),
              count -> run(platform, home, count));
      double signals =
          platform.count(SIGNALS, home.tenant().value())
              / (double) platform.count(COMPLETED, home.tenant().value());
      return List.of(
          rate, new Row("FleetPrompt", "signals of a directive", Unit.COUNT, Series.of(signals)));
    }
  }

  private long run(FleetPlatform platform, Home home, int count) {
    Nothing type = platform.get(Nothing.class);
    Directives directives = platform.get(Directives.class);
    long performed = type.performed();
    long completed = platform.count(COMPLETED, home.tenant().value());
    long began = System.nanoTime();
    for (int left = count; left > 0; left -= REQUESTED_AT_ONCE) {
      UnitOfWork unit = new UnitOfWork(home.tenant());
      for (int i = 0; i < Math.min(left, REQUESTED_AT_ONCE); i++) {
        unit.add(directives.prepare(home.tenant(), request()));
      }
      platform.commit(unit);
    }
    Await.until("all are performed", LIMIT, LOOK, () -> type.performed() >= performed + count);
    Await.until("all have ended", LIMIT, LOOK, () -> !platform.isUnderWay());
    long took = System.nanoTime() - began;
    long ended = platform.count(COMPLETED, home.tenant().value()) - completed;
    if (ended != count) {
      throw new IllegalStateException("Of %,d directives %,d completed.".formatted(count, ended));
    }
    return took;
  }

  private DirectiveRequest request() {
    long number = ++numbered;
    return DirectiveRequest.of(
        Nothing.NAME,
        JsonNodeFactory.instance.objectNode().put("number", number),
        "bench " + number,
        "To measure what a directive costs",
        Requester.system("bench"));
  }
}
