package dev.fleetprompt.platform.signals;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(retention(Set.of()).run().deleted()).isEqualTo(1);
    assertThat(harness.signals.page(harness.tenant, SignalQuery.newest(10)))
        .extracting(Signal::eventId)
        .containsExactly("young");
  }

  @Test
  void anEventThatWentIsStillKnownForFiveMoreDays() {
    AppendSignal first = harness.append(SignalHarness.order("1", "{}"));
    clock.forward(Duration.ofDays(34));
    retention(Set.of()).run();
    assertThat(harness.append(SignalHarness.order("1", "{}")).outcome())
        .isEqualTo(new AppendSignal.Outcome.Existing(first.signal().id()));
    clock.forward(Duration.ofDays(2));
    assertThat(retention(Set.of()).run().identities()).isEqualTo(1);
    assertThat(harness.append(SignalHarness.order("1", "{}")).outcome())
        .isInstanceOf(AppendSignal.Outcome.Created.class);
  }

  @Test
  void aSignalThatIsReferredToKeepsItsPlaceInTheChain() {
    UUID id = harness.append(SignalHarness.order("1", "{\"total\": 5}")).signal().id();
    clock.forward(Duration.ofDays(31));
    SignalRetention.Report report = retention(Set.of(id)).run();
    assertThat(report.stubs()).isEqualTo(1);
    assertThat(harness.signals.find(harness.tenant, id))
        .hasValueSatisfying(stub -> {
          assertThat(stub.stub()).isTrue();
          assertThat(stub.data()).isEqualTo(new Signal.Payload.None());
          assertThat(stub.type()).isEqualTo(new SignalType("shop.order.placed"));
        });
    assertThat(retention(Set.of(id)).run().stubs()).isZero();
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
    assertThat(retention(Set.of()).run().deleted()).isZero();
  }

  @Test
  void anEmptyMonthPastEveryRetentionIsDropped() {
    harness.append(SignalHarness.order("1", "{}"));
    clock.forward(Duration.ofDays(100));
    harness.database.partitions().ensure();
    assertThat(retention(Set.of()).run().partitions()).isPositive();
  }

  private SignalRetention retention(Set<UUID> referred) {
    return new SignalRetention(
        harness.database.engine(),
        harness.database.partitions(),
        harness.database.organizations(),
        List.of((tenant, signals) -> referred),
        clock);
  }
}
