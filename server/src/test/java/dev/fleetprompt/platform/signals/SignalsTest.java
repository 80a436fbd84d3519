package dev.fleetprompt.platform.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {

  private final SignalHarness harness = new SignalHarness(TestDatabase.fresh());
  private final TenantId tenant = harness.tenant;

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void aSignalIsReadBackAsItWasAppended() {
    UUID run = harness.database.ids().next();
    AppendSignal append =
        harness.append(
            Fact.of(
                    "workflow.run.completed",
                    run + ":completed",
                    Actor.human("ada"),
                    Link.run(run),
                    ExactJson.read("{\"cost\": 1.50, \"tasks\": [1, null, true]}"))
                .causedBy(Link.signal(run))
                .about("daily-ops-digest")
                .at(SignalHarness.NOON)
                .forAdmins());
    Signal read = harness.signals.find(tenant, append.outcome().id()).orElseThrow();
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("data", "recordedAt")
        .isEqualTo(append.signal());
    assertThat(ExactJson.canonical(read.json()))
        .isEqualTo("{\"cost\":1.50,\"tasks\":[1,null,true]}");
    assertThat(read.source()).isEqualTo("urn:fleet:" + harness.database.instance().id());
  }

  @Test
  void aDuplicateOfAnOutsideEventReturnsTheFirstAndFansNothingOut() {
    harness.commits.commit(
        new UnitOfWork(tenant)
            .add(
                new SubscriptionChange.Subscribe(
                    UUID.randomUUID(), Set.of(new SignalType("shop.order.placed")))));
    AppendSignal first = harness.append(SignalHarness.order("1", "{\"total\": 10}"));
    AppendSignal second = harness.append(SignalHarness.order("1", "{\"total\": 11}"));
    UUID id = first.signal().id();
    assertThat(first.outcome()).isEqualTo(new AppendSignal.Outcome.Created(id));
    assertThat(second.outcome()).isEqualTo(new AppendSignal.Outcome.Existing(id));
    assertThat(harness.signals.page(tenant, SignalQuery.newest(10))).hasSize(1);
    assertThat(harness.queue.woken()).containsExactly(SignalItems.of(first.signal()));
  }

  @Test
  void theSameEventTwiceInOneUnitIsWrittenOnce() {
    AppendSignal first = harness.entry.outside(tenant, order("1"), SignalHarness.IMPORTER);
    AppendSignal second = harness.entry.outside(tenant, order("1"), SignalHarness.IMPORTER);
    harness.commits.commit(new UnitOfWork(tenant).add(first).add(second));
    assertThat(second.outcome()).isEqualTo(new AppendSignal.Outcome.Existing(first.signal().id()));
  }

  @Test
  void tenantsKnowTheSameEventIndependently() {
    TenantId other = harness.database.organization("other").id();
    harness.append(order("1"));
    AppendSignal theirs = harness.entry.outside(other, order("1"), SignalHarness.IMPORTER);
    harness.commits.commit(new UnitOfWork(other).add(theirs));
    assertThat(theirs.outcome()).isInstanceOf(AppendSignal.Outcome.Created.class);
    assertThat(harness.signals.find(tenant, theirs.signal().id())).isEmpty();
  }

  @Test
  void onlySubscribedTypesAreQueued() {
    harness.append(order("1"));
    assertThat(harness.queue.woken()).isEmpty();
    UUID subscriber = UUID.randomUUID();
    harness.commits.commit(
        new UnitOfWork(tenant)
            .add(
                new SubscriptionChange.Subscribe(
                    subscriber, Set.of(new SignalType("shop.order.placed")))));
    assertThat(new Subscriptions(harness.database.engine()).settle(Duration.ofSeconds(5))).isTrue();
    AppendSignal wanted = harness.append(order("2"));
    harness.append(SignalHarness.event("urn:shop", "3", "shop.order.paid", "{}"));
    assertThat(harness.queue.woken()).containsExactly(SignalItems.of(wanted.signal()));
    harness.commits.commit(
        new UnitOfWork(tenant).add(new SubscriptionChange.Unsubscribe(subscriber)));
    harness.append(order("4"));
    assertThat(harness.queue.woken()).hasSize(1);
  }

  @Test
  void aSubscriptionWaitsForTransactionsThatMayNotHaveSeenIt() {
    Subscriptions subscriptions = new Subscriptions(harness.database.engine());
    harness
        .database
        .tenants()
        .inTransaction(
            tenant,
            open -> {
              open.sql("select pg_current_xact_id()::text").query(String.class).single();
              assertThat(subscriptions.settle(Duration.ofMillis(50))).isFalse();
              return tenant;
            });
    assertThat(subscriptions.settle(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void aSubscriptionDoesNotWaitForOtherDatabasesOfTheServer() {
    try (TestDatabase other = TestDatabase.fresh()) {
      other
          .owner()
          .inTransaction(open -> {
            open.sql("select pg_current_xact_id()::text").query(String.class).single();
            assertThat(new Subscriptions(harness.database.engine()).settle(Duration.ofSeconds(5)))
                .isTrue();
            return tenant;
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"directive.completed", "package.install.completed", "value.x.y"})
  void nobodyOutsideCanStateWhatThePlatformStates(String type) {
    assertRefused("signal_type_reserved", SignalHarness.event("urn:shop", "1", type, "{}"));
  }

  @Test
  void nobodyOutsideCanUseThePlatformsSource() {
    String own = "urn:fleet:" + harness.database.instance().id();
    assertRefused(
        "signal_source_reserved", SignalHarness.event(own, "1", "shop.order.placed", "{}"));
    assertRefused(
        "signal_source_reserved",
        SignalHarness.event(
            own.toUpperCase(java.util.Locale.ROOT), "1", "shop.order.placed", "{}"));
  }

  @Test
  void anEventThatHoldsASecretIsRefusedWithoutQuotingIt() {
    String secret = "hunter2hunter2";
    OutsideEvent event = SignalHarness.order("1", "{\"user\": {\"password\": \"" + secret + "\"}}");
    assertThatThrownBy(() -> harness.append(event))
        .isInstanceOfSatisfying(
            InvalidSignalException.class,
            refusal -> assertThat(refusal.code()).isEqualTo("signal_holds_secret"))
        .hasMessageContaining("/user/password")
        .hasMessageNotContaining(secret);
  }

  @Test
  void aFactOfThePlatformIsScrubbedRatherThanLost() {
    AppendSignal append =
        harness.append(
            Fact.of(
                "directive.failed",
                "1:failed",
                Actor.PLATFORM,
                Link.directive(UUID.randomUUID()),
                ExactJson.read("{\"password\": \"hunter2hunter2\", \"text\": \"a\\u0000b\"}")));
    Signal read = harness.signals.find(tenant, append.outcome().id()).orElseThrow();
    assertThat(read.json().path("password").asString()).isEqualTo("***");
    assertThat(read.json().path("text").asString()).isEqualTo("a\uFFFDb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Shop.Order", "shop", "shop..order", "shop.order!", ".shop.order"})
  void aTypeMustBeWellFormed(String type) {
    assertRefused("signal_type_invalid", SignalHarness.event("urn:shop", "1", type, "{}"));
  }

  @Test
  void dataBeyondTheBoundsIsRefused() {
    assertRefused(
        "signal_data_out_of_bounds",
        SignalHarness.order("1", "{\"a\": \"" + "x".repeat(65_600) + "\"}"));
    assertRefused("signal_data_out_of_bounds", SignalHarness.order("1", "{\"a\": \"\\u0000\"}"));
    assertRefused(
        "signal_data_out_of_bounds", SignalHarness.order("1", "[".repeat(70) + "]".repeat(70)));
  }

  @Test
  void attributesMustBeWellFormed() {
    assertRefused("signal_attribute_invalid", SignalHarness.event("not a uri", "1", "a.b", "{}"));
    assertRefused("signal_attribute_invalid", SignalHarness.event("urn:shop", "", "a.b", "{}"));
    assertRefused(
        "signal_attribute_invalid", SignalHarness.event("urn:shop", "a\u0000", "a.b", "{}"));
  }

  @Test
  void pagesGoBackThroughFamiliesWithoutGapsOrRepeats() {
    IntStream.range(0, 7).forEach(i -> harness.append(order("o" + i)));
    harness.append(SignalHarness.event("urn:shop", "x", "shopping.started", "{}"));
    List<Signal> first = harness.signals.page(tenant, SignalQuery.newest(4).ofFamily("shop"));
    List<Signal> second =
        harness.signals.page(
            tenant, SignalQuery.newest(4).ofFamily("shop").before(first.getLast().id()));
    assertThat(first).extracting(Signal::eventId).containsExactly("o6", "o5", "o4", "o3");
    assertThat(second).extracting(Signal::eventId).containsExactly("o2", "o1", "o0");
  }

  @Test
  void aTrailHoldsOneCorrelationInOrder() {
    Link run = Link.run(UUID.randomUUID());
    for (String fact : List.of("queued", "started", "completed")) {
      harness.append(
          Fact.of("workflow.run." + fact, "r:" + fact, Actor.PLATFORM, run, ExactJson.read("{}")));
    }
    harness.append(order("1"));
    assertThat(harness.signals.trail(tenant, run))
        .extracting(signal -> signal.type().value())
        .containsExactly("workflow.run.queued", "workflow.run.started", "workflow.run.completed");
  }

  @Test
  void sumsAreExactAndCountOnlyNumbersInTheWindow() {
    harness.append(SignalHarness.order("1", "{\"total\": 0.10, \"by\": {\"n\": 2}}"));
    harness.append(SignalHarness.order("2", "{\"total\": 0.20, \"by\": {\"n\": 3}}"));
    harness.append(SignalHarness.order("3", "{\"total\": \"7\"}"));
    harness.append(Fact.of("value.a.b", "v", Actor.PLATFORM, runLink(), ExactJson.read("{}")));
    List<SignalFigures.TypeFigure> figures =
        harness.figures.byType(
            tenant,
            SignalHarness.NOON,
            SignalHarness.NOON.plusSeconds(1),
            SignalFigures.Origin.OUTSIDE,
            List.of("total", "by.n"));
    assertThat(figures)
        .containsExactly(
            new SignalFigures.TypeFigure(
                new SignalType("shop.order.placed"),
                3,
                Map.of("total", new BigDecimal("0.30"), "by.n", new BigDecimal("5"))));
    assertThat(
            harness.figures.byType(
                tenant,
                SignalHarness.NOON.minusSeconds(1),
                SignalHarness.NOON,
                SignalFigures.Origin.ANY,
                List.of()))
        .isEmpty();
  }

  @Test
  void theFirstOfAFamilyIsFound() {
    assertThat(harness.figures.first(tenant, "value")).isEmpty();
    harness.append(Fact.of("value.a.b", "1", Actor.PLATFORM, runLink(), ExactJson.read("{}")));
    harness.append(Fact.of("value.a.b", "2", Actor.PLATFORM, runLink(), ExactJson.read("{}")));
    assertThat(harness.figures.first(tenant, "value")).map(Signal::eventId).hasValue("1");
  }

  @Test
  void anImportMayBeRepeatedAndChangesNothing() {
    SignalImport imports = new SignalImport(harness.entry, harness.commits);
    List<OutsideEvent> events =
        IntStream.range(0, 3_000)
            .mapToObj(i -> SignalHarness.order("i" + i, "{\"total\": 1.10}"))
            .toList();
    SignalImport.Report first = imports.take(tenant, events.iterator(), SignalHarness.IMPORTER);
    SignalImport.Report second = imports.take(tenant, events.iterator(), SignalHarness.IMPORTER);
    assertThat(first).isEqualTo(new SignalImport.Report(3_000, 0, 0, List.of()));
    assertThat(second).isEqualTo(new SignalImport.Report(0, 3_000, 0, List.of()));
  }

  @Test
  void anImportReportsRefusedEventsAndTakesTheRest() {
    SignalImport imports = new SignalImport(harness.entry, harness.commits);
    SignalImport.Report report =
        imports.take(
            tenant,
            List.of(order("1"), SignalHarness.event("urn:x", "2", "directive.failed", "{}"))
                .iterator(),
            SignalHarness.IMPORTER);
    assertThat(report.created()).isEqualTo(1);
    assertThat(report.refusals()).extracting(SignalImport.Refusal::index).containsExactly(1L);
  }

  private void assertRefused(String code, OutsideEvent event) {
    assertThatThrownBy(() -> harness.append(event))
        .isInstanceOfSatisfying(
            InvalidSignalException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static OutsideEvent order(String id) {
    return SignalHarness.order(id, "{\"total\": 10}");
  }

  private static Link runLink() {
    return Link.run(UUID.randomUUID());
  }
}
