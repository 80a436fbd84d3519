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
import dev.fleetprompt.bench.process.Await;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.ingress.IngressTokens;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.signals.Subscriptions;
import dev.fleetprompt.platform.triggers.Target;
import dev.fleetprompt.platform.triggers.TriggerChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Events posted over HTTP, one in each request, to a server in a process of its own; each is
 * recorded, starts a run through a trigger, and the run ends after one durable step. From the first
 * request to the last run's durable end, with 16 requests at a time.
 *
 * <p>An event is answered when it is durable, not when its run has ended, so this is throughput and
 * no response time. Heap: what the server holds after a collection, between the rounds.
 */
public final class EventsMeasure implements Measure {

  private static final int TOKENS = IngressTokens.MOST;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final double FLAT_MIB = 24;

  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.3', namespace: bench, name: bench, version: '1.0.0'}
      do:
        - one: {call: bench.step, with: {value: '${ .data.number }'}}
      """;

  private static final String COMPLETED =
      "select count(*) from fleet.execution where tenant_id = ? and status = 'completed'";

  @Override
  public String name() {
    return "events";
  }

  @Override
  public String title() {
    return "POST /api/v1/events → signal → trigger → run of one step ended";
  }

  @Override
  public Report take(Stand stand) throws Exception {
    try (Stand.Database database = stand.database();
        FleetPlatform platform = FleetPlatform.resting(database.fleet())) {
      Home home = platform.home("bench", WORKFLOW);
      trigger(platform, home);
      List<String> tokens = tokens(platform, home);
      List<Double> perSecond = new ArrayList<>();
      List<Double> heaps = new ArrayList<>();
      try (FleetProcess server = FleetProcess.server(database.fleet())) {
        Extent extent = stand.extent();
        EventSender sender = new EventSender(server.address(), tokens);
        System.out.println("  FleetPrompt …");
        int count = extent.of(20_000, 1_000);
        send(platform, home, sender, count);
        heaps.add(server.heap());
        for (int round = 0; round < extent.rounds(); round++) {
          perSecond.add(count * 1e9 / send(platform, home, sender, count));
          heaps.add(server.heap());
        }
      }
      return report(new Series(perSecond), new Series(heaps));
    }
  }

  private Report report(Series perSecond, Series heaps) {
    return new Report(
        name(),
        title(),
        List.of(
            "an event is answered when it is durable, before its run has ended: throughput, not response time",
            "sent by 16 threads of this process on the same cores, over "
                + TOKENS
                + " tokens since each may send 100 a second"),
        List.of(
            new Row("FleetPrompt", "events", Unit.PER_SECOND, perSecond),
            new Row("FleetPrompt", "heap after collections", Unit.MEBIBYTES, heaps)),
        List.of(
            Goal.atLeast("events (on two cores)", 1_500, perSecond.median(), Unit.PER_SECOND),
            Goal.atMost(
                "growth of the heap over the rounds",
                FLAT_MIB,
                heaps.rounds().getLast() - heaps.rounds().getFirst(),
                Unit.MEBIBYTES)));
  }

  private static long send(FleetPlatform platform, Home home, EventSender sender, int count)
      throws Exception {
    long before = platform.count(COMPLETED, home.tenant().value());
    long began = System.nanoTime();
    sender.send(count);
    Await.until(
        "every event's run ends",
        LIMIT,
        LOOK,
        () -> platform.count(COMPLETED, home.tenant().value()) >= before + count);
    return System.nanoTime() - began;
  }

  private static void trigger(FleetPlatform platform, Home home) {
    platform.commit(
        new UnitOfWork(home.tenant())
            .add(
                new TriggerChange.Create(
                    platform.get(Ids.class).next(),
                    "orders",
                    new SignalType(EventSender.TYPE),
                    Optional.empty(),
                    new Target(
                        home.definition(),
                        "bench",
                        "1.0.0",
                        Optional.empty(),
                        JsonNodeFactory.instance.objectNode()))));
    if (!platform.get(Subscriptions.class).settle(Duration.ofSeconds(30))) {
      throw new IllegalStateException("An old transaction keeps the trigger from being in force.");
    }
  }

  private static List<String> tokens(FleetPlatform platform, Home home) {
    List<String> tokens = new ArrayList<>();
    for (int number = 0; number < TOKENS; number++) {
      tokens.add(
          platform
              .get(IngressTokens.class)
              .create(home.tenant(), "bench " + number, Actor.human("bench"))
              .secret());
    }
    return tokens;
  }
}
