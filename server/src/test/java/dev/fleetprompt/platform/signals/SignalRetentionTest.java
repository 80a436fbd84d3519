package dev.fleetprompt.platform.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.queue.QueuedItems;
import dev.fleetprompt.platform.retention.OldMonths;
import dev.fleetprompt.platform.retention.RetentionReport;
import dev.fleetprompt.platform.retention.RetentionTestKit;
import dev.fleetprompt.testing.SettableClock;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignalRetentionTest {

  private final SettableClock clock = new SettableClock(Instant.now());
  private final SignalHarness harness = new SignalHarness(TestDatabase.fresh(clock));

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void whatWasRecordedLongAgoGoesHoweverItHappened() {
    harness.append(SignalHarness.order("old", "{}"));
    clock.forward(Duration.ofDays(29));
    harness.append(SignalHarness.order("young", "{}"));
    clock.forward(Duration.ofDays(2));
    assertThat(retain(Set.of()).of("signal").deleted()).isEqualTo(1);
    assertThat(harness.signals.page(harness.tenant, SignalQuery.newest(10)))
        .extracting(Signal::eventId)
        .containsExactly("young");
  }

  @Test
  void anEventThatWentIsStillKnownForFiveMoreDays() {
    AppendSignal first = harness.append(SignalHarness.order("1", "{}"));
    clock.forward(Duration.ofDays(34));
    retain(Set.of());
    assertThat(harness.append(SignalHarness.order("1", "{}")).outcome())
        .isEqualTo(new AppendSignal.Outcome.Existing(first.signal().id()));
    clock.forward(Duration.ofDays(2));
    assertThat(
            RetentionTestKit.apply(identities(), harness.database).of("signal_identity").deleted())
        .isEqualTo(1);
    assertThat(harness.append(SignalHarness.order("1", "{}")).outcome())
        .isInstanceOf(AppendSignal.Outcome.Created.class);
  }

  @Test
  void aSignalThatIsReferredToKeepsItsPlaceInTheChain() {
    UUID id = harness.append(SignalHarness.order("1", "{\"total\": 5}")).signal().id();
    clock.forward(Duration.ofDays(31));
    assertThat(retain(Set.of(id)).of("signal").reduced()).isEqualTo(1);
    assertThat(harness.signals.find(harness.tenant, id))
        .hasValueSatisfying(stub -> {
          assertThat(stub.stub()).isTrue();
          assertThat(stub.data()).isEqualTo(new Signal.Payload.None());
          assertThat(stub.type()).isEqualTo(new SignalType("shop.order.placed"));
        });
    assertThat(retain(Set.of(id)).lines()).as("a second time").isEmpty();
  }

  @Test
  void aStubGoesWithItsLastReference() {
    UUID id = harness.append(SignalHarness.order("1", "{}")).signal().id();
    clock.forward(Duration.ofDays(31));
    retain(Set.of(id));

    assertThat(retain(Set.of()).of("signal").deleted()).isEqualTo(1);
    assertThat(harness.signals.find(harness.tenant, id)).isEmpty();
  }

  @Test
  void aSignalThatStillHasToBeDispatchedStaysWhole() {
    UUID id = harness.append(SignalHarness.order("1", "{\"total\": 5}")).signal().id();
    harness
        .database
        .tenants()
        .inTransaction(
            harness.tenant,
            jdbc ->
                jdbc.sql("insert into fleet.queue (tenant_id, kind, item_id) values (?, ?, ?)")
                    .param(harness.tenant.value())
                    .param(SignalItems.KIND.code())
                    .param(id)
                    .update());
    clock.forward(Duration.ofDays(31));

    retain(Set.of(id));

    assertThat(harness.signals.find(harness.tenant, id))
        .hasValueSatisfying(signal -> assertThat(signal.stub()).isFalse());
  }

  @Test
  void aTenantsOwnTimeOfKeepingHolds() {
    harness
        .database
        .tenants()
        .inTransaction(
            harness.tenant,
            jdbc ->
                jdbc.sql("insert into fleet.signal_retention (tenant_id, days) values (?, 400)")
                    .param(harness.tenant.value())
                    .update());
    harness.append(SignalHarness.order("1", "{}"));
    clock.forward(Duration.ofDays(300));
    assertThat(retain(Set.of()).lines()).isEmpty();
  }

  @Test
  void anEmptyMonthPastEveryRetentionIsDropped() {
    harness.append(SignalHarness.order("1", "{}"));
    clock.forward(Duration.ofDays(100));
    harness.database.partitions().ensure();
    assertThat(retain(Set.of()).of("signal").months()).isPositive();
  }

  private RetentionReport retain(Set<UUID> referred) {
    return RetentionTestKit.apply(
        new SignalRetention(
            harness.database.engine(),
            new OldMonths(harness.database.partitions()),
            periods(),
            List.of((tenant, signals) -> referred),
            new QueuedItems(harness.database.engine())),
        harness.database);
  }

  private IdentityRetention identities() {
    return new IdentityRetention(harness.database.engine(), periods());
  }

  private SignalPeriods periods() {
    return new SignalPeriods(harness.database.engine(), RetentionTestKit.SETTINGS);
  }
}
