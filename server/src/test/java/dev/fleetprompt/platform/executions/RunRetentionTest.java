package dev.fleetprompt.platform.executions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.directives.DirectiveTestKit;
import dev.fleetprompt.platform.retention.OldMonths;
import dev.fleetprompt.platform.retention.RetentionReport;
import dev.fleetprompt.platform.retention.RetentionTestKit;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.SettableClock;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunRetentionTest {

  private static final Instant MIDDLE_OF_MARCH = Instant.parse("2026-03-15T12:00:00Z");

  private final SettableClock clock = new SettableClock(MIDDLE_OF_MARCH);
  private final TestDatabase database = TestDatabase.fresh(clock);
  private final TenantId acme = database.organization("acme").id();
  private final TenantId other = database.organization("other").id();

  @BeforeEach
  void makeRoom() {
    database.partitions().ensure(YearMonth.of(2026, 1), 12);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anEndedRunGoesAfterNinetyDaysWithItsJournalAndPayloads() {
    run(acme, 0);
    run(other, null);
    clock.forward(Duration.ofDays(110));

    RetentionReport report = retain();

    assertThat(report.of("execution").deleted()).isEqualTo(1);
    assertThat(report.of("journal").deleted()).isEqualTo(2);
    assertThat(report.of("payload").deleted()).isEqualTo(1);
    assertThat(rows("execution", acme) + rows("journal", acme) + rows("payload", acme)).isZero();
    assertThat(retain().lines()).as("a second time").isEmpty();
  }

  @Test
  void aRunThatHasNotEndedKeepsEverythingItMayReadAgain() {
    run(acme, null);
    run(acme, 0);
    clock.forward(Duration.ofDays(1_000));

    RetentionReport report = retain();

    assertThat(report.of("execution").deleted()).isEqualTo(1);
    assertThat(rows("execution", acme)).isEqualTo(1);
    assertThat(rows("journal", acme)).isEqualTo(2);
    assertThat(rows("payload", acme)).as("the month's, shared with the one that went").isEqualTo(1);
  }

  @Test
  void thePeriodCountsFromTheEndOfARun() {
    run(acme, 80);
    clock.forward(Duration.ofDays(160));

    retain();
    assertThat(rows("execution", acme)).isEqualTo(1);
    assertThat(rows("journal", acme)).isEqualTo(2);

    clock.forward(Duration.ofDays(11));
    retain();
    assertThat(rows("execution", acme)).isZero();
  }

  @Test
  void aMonthWhoseRunsAreAllDueIsDroppedWhole() {
    run(acme, 0);
    run(other, 1);
    clock.forward(Duration.ofDays(120));

    RetentionReport report = retain();

    assertThat(report.of("execution").months()).isPositive();
    assertThat(report.of("execution").deleted()).as("one by one").isZero();
    assertThat(rows("execution", acme) + rows("execution", other)).isZero();
    assertThat(rows("payload", acme)).isZero();
  }

  @Test
  void aRunWithAnUndecidedDirectiveStays() {
    UUID run = run(acme, 0);
    DirectiveTestKit.proposed(database, acme, run);
    clock.forward(Duration.ofDays(1_000));

    assertThat(retain().of("execution").deleted()).isZero();
    assertThat(rows("journal", acme)).isEqualTo(2);
  }

  private RetentionReport retain() {
    return RetentionTestKit.apply(
        new RunRetention(
            database.engine(),
            new OldMonths(database.partitions()),
            DirectiveTestKit.open(database),
            RetentionTestKit.SETTINGS),
        database);
  }

  /** A run of today with two entries, one of them a payload that all runs share. */
  private UUID run(TenantId tenant, @Nullable Integer endsAfterDays) {
    UUID run = database.ids().next();
    Instant now = clock.instant();
    database
        .engine()
        .sql()
        .sql(
            """
            insert into fleet.execution
              (tenant_id, id, definition_id, workflow, workflow_version, status, origin, requester_kind,
               requester_id, correlation, input, context, created_at, ended_at)
            values (?, ?, ?, 'w', '1', ?, 'manual', 'human', 'ada', 'run', '{}', '{}', ?, ?)
            """)
        .param(tenant.value())
        .param(run)
        .param(run)
        .param(endsAfterDays == null ? "waiting" : "completed")
        .param(now.atOffset(ZoneOffset.UTC))
        .param(
            endsAfterDays == null
                ? null
                : now.plus(Duration.ofDays(endsAfterDays)).atOffset(ZoneOffset.UTC))
        .update();
    database
        .engine()
        .sql()
        .sql(
            """
            insert into fleet.journal (tenant_id, execution_id, seq, kind, task, data, payload, at)
            values (:tenant, :run, 1, 'k', 't', '{}', null, :now), (:tenant, :run, 2, 'k', 't', null, 'h', :now)
            """)
        .param("tenant", tenant.value())
        .param("run", run)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    database
        .engine()
        .sql()
        .sql(
            """
            insert into fleet.payload (tenant_id, month, hash, content) values (?, ?, 'h', 'long')
            on conflict do nothing
            """)
        .param(tenant.value())
        .param(PayloadMonth.of(run))
        .update();
    return run;
  }

  private long rows(String table, TenantId tenant) {
    return database
        .engine()
        .sql()
        .sql("select count(*) from fleet." + table + " where tenant_id = ?")
        .param(tenant.value())
        .query(Long.class)
        .single();
  }
}
