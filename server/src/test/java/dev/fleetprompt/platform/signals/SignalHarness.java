package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.Writers;
import dev.fleetprompt.platform.queue.RecordedQueue;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.Scrubber;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The signals module over a real database. */
final class SignalHarness implements AutoCloseable {

  static final Actor IMPORTER = Actor.integration("import");
  static final Instant NOON = Instant.parse("2011-11-17T12:00:00Z");

  final TestDatabase database;
  final RecordedQueue queue = new RecordedQueue();
  final SignalEntry entry;
  final Signals signals;
  final SignalFigures figures;
  final Commits commits;
  final TenantId tenant;

  SignalHarness(TestDatabase database) {
    this.database = database;
    entry =
        new SignalEntry(
            PlatformSource.of(database.instance().id()),
            new CleanText(Scrubber.ofFormats()),
            database.ids(),
            database.clock());
    signals = new Signals(database.tenants());
    figures = new SignalFigures(database.tenants());
    List<ChangeWriter<?>> writers = List.of(new SignalWriter(), new SubscriptionWriter(), queue);
    commits = Commits.asTenants(database.tenants(), new Writers(writers));
    tenant = database.organization("acme").id();
  }

  static OutsideEvent order(String id, String data) {
    return event("urn:shop", id, "shop.order.placed", data);
  }

  static OutsideEvent event(String source, String id, String type, String data) {
    return new OutsideEvent(
        source,
        id,
        type,
        Optional.empty(),
        Optional.of(NOON),
        new Signal.Payload.Json(ExactJson.read(data), Optional.empty()),
        Map.of());
  }

  AppendSignal append(OutsideEvent event) {
    AppendSignal append = entry.outside(tenant, event, IMPORTER);
    commits.commit(new UnitOfWork(tenant).add(append));
    return append;
  }

  AppendSignal append(Fact fact) {
    AppendSignal append = entry.fact(tenant, fact);
    commits.commit(new UnitOfWork(tenant).add(append));
    return append;
  }

  @Override
  public void close() {
    database.close();
  }
}
