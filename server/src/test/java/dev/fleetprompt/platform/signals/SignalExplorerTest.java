package dev.fleetprompt.platform.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.paging.Count;
import dev.fleetprompt.platform.paging.Place;
import dev.fleetprompt.platform.paging.Slice;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Twelve thousand of one type, few of others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalExplorerTest {

  private static final int MANY = 12_000;
  private static final Instant NOON = SignalHarness.NOON;

  private SignalHarness harness;
  private TenantId tenant;
  private SignalExplorer explorer;
  private UUID run;

  @BeforeAll
  void fill() {
    harness = new SignalHarness(TestDatabase.fresh());
    tenant = harness.tenant;
    explorer = new SignalExplorer(harness.database.tenants());
    run = harness.database.ids().next();
    event("old", "shop.refund.issued", "urn:old-shop", "Ada wants it back", NOON.minusSeconds(60));
    harness
        .database
        .engine()
        .sql()
        .sql(
            """
            insert into fleet.signal (tenant_id, id, source, event_id, type, time, actor_kind, actor_id,
              correlation_id, visibility, outside, recorded_at, data)
            select ?, (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0')
                       || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid,
              'urn:shop', 'n' || n, 'shop.order.placed', ?::timestamptz + (n / 4) * interval '1 ms', 'integration', 'import',
              'signal:' || gen_random_uuid(), 'normal', true, now(), '{"n": 1}'
            from generate_series(1, ?) n
            """)
        .param(tenant.value())
        .param(Timestamps.utc(NOON))
        .param(MANY)
        .update();
    harness.append(
        Fact.of(
                "workflow.run.completed",
                run + ":completed",
                Actor.human("ada"),
                Link.run(run),
                ExactJson.read("{\"note\": \"Café\"}"))
            .about("run:" + run)
            .at(NOON.plusSeconds(60)));
    harness.append(
        Fact.of(
                "member.disabled",
                run + ":disabled",
                Actor.human("ada"),
                Link.run(run),
                ExactJson.read("{}"))
            .at(NOON.plusSeconds(61))
            .forAdmins());
    harness.database.owner().sql().sql("analyze fleet.signal").update();
  }

  @AfterAll
  void close() {
    harness.close();
  }

  @Test
  void pagesGoThroughAllWithoutGapOrRepetition() {
    List<UUID> seen = new ArrayList<>();
    Optional<Place> after = Optional.empty();
    do {
      Slice<SignalSummary> page = explorer.page(tenant, all(), after, 200);
      page.items().forEach(signal -> seen.add(signal.id()));
      after = page.next();
    } while (after.isPresent());

    assertThat(seen).doesNotHaveDuplicates().hasSize(MANY + 2);
  }

  @Test
  void theNewestComesFirst() {
    assertThat(explorer.page(tenant, all(), Optional.empty(), 2).items())
        .extracting(signal -> signal.type().value())
        .containsExactly("workflow.run.completed", "shop.order.placed");
  }

  @Test
  void aFamilyOfTypesIsFoundHoweverFarBack() {
    Slice<SignalSummary> page =
        explorer.page(tenant, all().ofFamily("shop.refund"), Optional.empty(), 10);

    assertThat(page.items()).extracting(SignalSummary::source).containsExactly("urn:old-shop");
    assertThat(page.next()).isEmpty();
    assertThat(explorer.page(tenant, all().ofFamily("shop"), Optional.empty(), 10).items())
        .hasSize(10);
    assertThat(explorer.page(tenant, all().ofFamily("sho"), Optional.empty(), 10).items())
        .isEmpty();
  }

  @Test
  void whatHasNoIndexIsSoughtUpToABoundAndThenFurther() {
    SignalSearch search = with(all(), "urn:old-shop", null);

    Slice<SignalSummary> first = explorer.page(tenant, search, Optional.empty(), 10);

    assertThat(first.items()).isEmpty();
    assertThat(first.cut()).isTrue();
    Slice<SignalSummary> further = first;
    while (further.items().isEmpty() && further.next().isPresent()) {
      further = explorer.page(tenant, search, further.next(), 10);
    }
    assertThat(further.items()).hasSize(1);
    assertThat(further.next()).isEmpty();
    assertThat(explorer.count(tenant, search).exact()).isFalse();
  }

  @Test
  void textIsFoundInDataInAnyCase() {
    assertThat(explorer.page(tenant, with(all(), null, "CAFÉ"), Optional.empty(), 5).items())
        .extracting(signal -> signal.type().value())
        .containsExactly("workflow.run.completed");
  }

  @Test
  void aTimeRangeAndACorrelationNarrowAndAreCountedExactly() {
    SignalSearch minute =
        new SignalSearch(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(NOON.minus(Duration.ofMinutes(2))),
            Optional.of(NOON),
            Optional.empty(),
            Visibility.NORMAL);
    assertThat(explorer.count(tenant, minute)).isEqualTo(new Count(1, true));

    SignalSearch ofRun = correlated(Visibility.ADMINS);
    assertThat(explorer.page(tenant, ofRun, Optional.empty(), 10).items()).hasSize(2);
    assertThat(explorer.count(tenant, ofRun)).isEqualTo(new Count(2, true));
  }

  @Test
  void whatOnlyAdminsMaySeeIsHiddenFromOthers() {
    assertThat(explorer.page(tenant, correlated(Visibility.NORMAL), Optional.empty(), 10).items())
        .extracting(signal -> signal.type().value())
        .containsExactly("workflow.run.completed");
  }

  @Test
  void countingStopsAtItsBoundAndSaysSo() {
    assertThat(explorer.count(tenant, all())).isEqualTo(new Count(Count.MOST, false));
  }

  @Test
  void theTypesAreListedOnceEach() {
    assertThat(explorer.types(tenant))
        .containsExactly(
            "member.disabled", "shop.order.placed", "shop.refund.issued", "workflow.run.completed");
  }

  private SignalSearch correlated(Visibility visibility) {
    return new SignalSearch(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Link.run(run)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        visibility);
  }

  private static SignalSearch all() {
    return SignalSearch.all(Visibility.NORMAL);
  }

  private static SignalSearch with(
      SignalSearch search,
      @org.jspecify.annotations.Nullable String source,
      @org.jspecify.annotations.Nullable String text) {
    UnaryOperator<SignalSearch> change =
        one ->
            new SignalSearch(
                one.family(),
                Optional.ofNullable(source),
                one.subject(),
                one.correlation(),
                one.causation(),
                one.actor(),
                one.from(),
                one.to(),
                Optional.ofNullable(text),
                one.visibility());
    return change.apply(search);
  }

  private void event(String id, String type, String source, String note, Instant time) {
    harness.append(
        new OutsideEvent(
            source,
            id,
            type,
            Optional.empty(),
            Optional.of(time),
            new Signal.Payload.Json(
                ExactJson.mapper().createObjectNode().put("note", note), Optional.empty()),
            Map.of()));
  }
}
