package dev.fleetprompt.platform.directives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.retention.OldMonths;
import dev.fleetprompt.platform.retention.RetentionReport;
import dev.fleetprompt.platform.retention.RetentionTestKit;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectiveRetentionTest {

  private final DirectiveHarness harness = new DirectiveHarness(new FakeEffect(Repeat.UNSAFE));

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void aCompletedDirectiveGoesAYearAfterItsEndWithItsAttempts() {
    UUID old = completed("old");
    forward(200);
    UUID younger = completed("younger");
    forward(166);

    RetentionReport report = retain();

    assertThat(harness.directives.find(harness.tenant, old)).isEmpty();
    assertThat(harness.directives.attempts(harness.tenant, old)).isEmpty();
    assertThat(harness.find(younger).state()).isEqualTo(DirectiveState.COMPLETED);
    assertThat(report.of("directive").deleted()).isEqualTo(1);
    assertThat(report.of("attempt").deleted()).isEqualTo(1);
    assertThat(report.of("directive_key").deleted()).isEqualTo(1);
    assertThat(retain().lines()).as("a second time").isEmpty();
  }

  @Test
  void aBusinessKeyBlocksASecondEffectForAsLongAsItsDirectiveIsKept() {
    UUID first = completed("the window of today");
    forward(364);
    retain();
    assertThat(harness.requested("the window of today")).isEqualTo(first);

    forward(2);
    retain();

    assertThat(completed("the window of today")).isNotEqualTo(first);
  }

  @Test
  void whatIsNotDecidedYetStaysHoweverOld() {
    DirectiveHarness doubtful =
        new DirectiveHarness(
            new FakeEffect(Repeat.UNSAFE)
                .then((params, attempt) -> {
                  throw new UnknownOutcomeException("cut", "nobody answered");
                }));
    try (doubtful) {
      UUID inDoubt = doubtful.requested("in doubt");
      doubtful.run(inDoubt);
      UUID approved = doubtful.requested("not begun");
      doubtful.clock.forward(Duration.ofDays(2_000));

      RetentionReport report = retain(doubtful);

      assertThat(report.of("directive").deleted() + report.of("directive_key").deleted()).isZero();
      assertThat(doubtful.find(inDoubt).state()).isEqualTo(DirectiveState.IN_DOUBT);
      assertThat(doubtful.find(approved).state()).isEqualTo(DirectiveState.APPROVED);
      assertThat(doubtful.requested("in doubt")).isEqualTo(inDoubt);
    }
  }

  @Test
  void whatARunUnderWayAskedForStays() {
    UUID run = harness.database.ids().next();
    UUID directive = completed("k");
    harness
        .database
        .engine()
        .sql()
        .sql("update fleet.directive set run_id = ? where id = ?")
        .param(run)
        .param(directive)
        .update();
    forward(400);

    assertThat(retain(harness, run).of("directive").deleted()).isZero();
    assertThat(retain().of("directive").deleted()).isEqualTo(1);
  }

  @Test
  void aMonthWithoutDirectivesIsDropped() {
    completed("k");
    forward(500);

    RetentionReport report = retain();

    assertThat(report.of("directive").months()).isPositive();
    assertThat(report.of("attempt").months()).isEqualTo(report.of("directive").months());
  }

  private UUID completed(String key) {
    UUID directive = harness.requested(key);
    harness.run(directive);
    assertThat(harness.find(directive).state()).isEqualTo(DirectiveState.COMPLETED);
    return directive;
  }

  private void forward(int days) {
    harness.clock.forward(Duration.ofDays(days));
    harness.database.partitions().ensure();
  }

  private RetentionReport retain() {
    return retain(harness);
  }

  private static RetentionReport retain(DirectiveHarness harness, UUID... liveRuns) {
    return RetentionTestKit.apply(
        new DirectiveRetention(
            harness.database.engine(),
            new OldMonths(harness.database.partitions()),
            RetentionTestKit.live(liveRuns),
            RetentionTestKit.SETTINGS),
        harness.database);
  }
}
