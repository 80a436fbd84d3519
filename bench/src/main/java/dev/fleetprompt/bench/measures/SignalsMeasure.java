package dev.fleetprompt.bench.measures;

import dev.fleetprompt.bench.Measure;
import dev.fleetprompt.bench.Stand;
import dev.fleetprompt.bench.figures.Goal;
import dev.fleetprompt.bench.figures.Report;
import dev.fleetprompt.bench.figures.Row;
import dev.fleetprompt.bench.figures.Unit;
import dev.fleetprompt.bench.fleet.FleetPlatform;
import dev.fleetprompt.bench.fleet.Home;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalImport;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Events from outside taken in, 500 in a durable transaction, one after the other from one thread;
 * beside them the same rows in the same batches through bare JDBC, into a table of the same columns
 * and indexes.
 *
 * <p>Unfair to us: ours are checked against their bounds and for secrets, are deduplicated through
 * a second table, pass row-level security and are looked up among the subscriptions. That work is
 * what the goal of a half leaves room for.
 */
public final class SignalsMeasure implements Measure {

  static final int BATCH = 500;

  private static final String FIGURE = "signals";
  private static final Actor SENDER = Actor.integration("bench");

  private long numbered;

  @Override
  public String name() {
    return "signals";
  }

  @Override
  public String title() {
    return "events from outside taken in, 500 in a durable transaction, from one thread";
  }

  @Override
  public Report take(Stand stand) throws Exception {
    Rounds rounds = new Rounds(stand.extent());
    int count = stand.extent().of(100_000, 10_000);
    try (Stand.Database database = stand.database()) {
      Row ours;
      Home home;
      try (FleetPlatform platform = FleetPlatform.working(database.fleet())) {
        home = platform.home("bench", FleetPlatform.THREE_STEPS);
        ours =
            rounds.perSecond("FleetPrompt", FIGURE, count, events -> run(platform, home, events));
      }
      try (RawSignals raw = new RawSignals(database.connect(), home.tenant().value())) {
        Row bare =
            rounds.perSecond(
                "the same rows through bare JDBC, INSERT … unnest", FIGURE, count, raw::run);
        return new Report(
            name(),
            title(),
            List.of(
                "FleetPrompt also checks bounds, looks for secrets, deduplicates through a second table and keeps tenants apart"),
            List.of(ours, bare),
            List.of(
                Goal.atLeast(
                    "against bare JDBC",
                    0.5,
                    ours.series().median() / bare.series().median(),
                    Unit.TIMES)));
      }
    }
  }

  private long run(FleetPlatform platform, Home home, int count) throws SQLException {
    long first = numbered;
    numbered += count;
    Iterator<OutsideEvent> events =
        IntStream.range(0, count).mapToObj(number -> event(first + number)).iterator();
    long began = System.nanoTime();
    SignalImport.Report report =
        platform.get(SignalImport.class).take(home.tenant(), events, SENDER);
    long took = System.nanoTime() - began;
    if (report.created() != count) {
      throw new SQLException("Of %,d events %,d were recorded.".formatted(count, report.created()));
    }
    return took;
  }

  private static OutsideEvent event(long number) {
    return new OutsideEvent(
        RawSignals.SOURCE,
        "o" + number,
        RawSignals.TYPE,
        Optional.of("order " + number),
        Optional.empty(),
        new Signal.Payload.Json(ExactJson.read(RawSignals.data(number)), Optional.empty()),
        Map.of());
  }
}
