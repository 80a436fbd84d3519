package dev.fleetprompt.platform.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.retention.OldMonths;
import dev.fleetprompt.platform.retention.RetentionReport;
import dev.fleetprompt.platform.retention.RetentionTestKit;
import dev.fleetprompt.platform.signals.SignalTestKit;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.SettableClock;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryRetentionTest {

  private final SettableClock clock = new SettableClock(Instant.now());
  private final TestDatabase database = TestDatabase.fresh(clock);
  private final TenantId acme = database.organization("acme").id();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aDeliveryGoesWithTheRunsOfItsTime() {
    UUID run = database.ids().next();
    UUID signal = delivered(run);
    clock.forward(Duration.ofDays(89));
    retain(0);
    assertThat(references(signal)).containsExactly(signal);

    clock.forward(Duration.ofDays(2));
    assertThat(retain(0, run).of("trigger_delivery").deleted()).as("while it runs").isZero();
    assertThat(references(signal)).containsExactly(signal);

    RetentionReport report = retain(0);
    assertThat(report.of("trigger_delivery").deleted() + report.of("trigger_delivery").months())
        .isPositive();
    assertThat(references(signal)).isEmpty();
  }

  @Test
  void aDeliveryStaysAsLongAsItsSignal() {
    UUID signal = delivered(database.ids().next());
    clock.forward(Duration.ofDays(300));

    retain(400);
    assertThat(references(signal)).isNotEmpty();
  }

  private RetentionReport retain(int signalDays, UUID... live) {
    if (signalDays > 0) {
      SignalTestKit.keepFor(database, acme, signalDays);
    }
    return RetentionTestKit.apply(
        new DeliveryRetention(
            database.engine(),
            new OldMonths(database.partitions()),
            RetentionTestKit.live(live),
            SignalTestKit.periods(database),
            RetentionTestKit.SETTINGS),
        database);
  }

  private Set<UUID> references(UUID signal) {
    return new DeliveryReferences(database.engine()).referredTo(acme, Set.of(signal));
  }

  private UUID delivered(UUID run) {
    UUID signal = database.ids().next();
    database
        .engine()
        .sql()
        .sql(
            """
            insert into fleet.trigger_delivery (tenant_id, signal_id, trigger_id, status, run_id, delivered_at)
            values (?, ?, ?, 'started', ?, ?)
            """)
        .param(acme.value())
        .param(signal)
        .param(database.ids().next())
        .param(run)
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    return signal;
  }
}
