package dev.fleetprompt.platform.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.testing.SettableClock;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Instant NIGHT = Instant.parse("2026-11-20T03:00:00Z");

  private final SettableClock clock = new SettableClock(Instant.now());
  private final TestDatabase database = TestDatabase.fresh(clock);
  private final List<String> done = new ArrayList<>();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatRefersGoesBeforeWhatIsReferredTo() {
    retention(rule(RetentionRule.Turn.LAST, "signals"), rule(RetentionRule.Turn.FIRST, "runs"))
        .run();

    assertThat(done).containsExactly("runs", "signals");
  }

  @Test
  void aNightIsDoneByOneProcessOnly() {
    RetentionRule rule = rule(RetentionRule.Turn.FIRST, "runs");

    assertThat(retention(rule).runOnce(NIGHT, () -> true)).isPresent();
    assertThat(retention(rule).runOnce(NIGHT, () -> true)).isEmpty();
    assertThat(retention(rule).runOnce(NIGHT.plusSeconds(86_400), () -> true)).isPresent();
    assertThat(done).hasSize(2);
  }

  @Test
  void aNightThatFailedIsDoneAgain() {
    Retention failing =
        retention(
            rule(
                RetentionRule.Turn.FIRST,
                pass -> {
                  throw new IllegalStateException("broken");
                }));

    assertThatThrownBy(() -> failing.runOnce(NIGHT, () -> true)).hasMessage("broken");
    assertThat(retention(rule(RetentionRule.Turn.FIRST, "runs")).runOnce(NIGHT, () -> true))
        .isPresent();
  }

  @Test
  void twoProcessesNeverWorkAtOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Retention slow =
        retention(
            rule(
                RetentionRule.Turn.FIRST,
                pass -> {
                  begun.countDown();
                  await(end);
                }));
    Thread first = Thread.ofVirtual().start(slow::run);
    await(begun);

    assertThat(retention(rule(RetentionRule.Turn.FIRST, "runs")).run()).isEmpty();

    end.countDown();
    first.join();
    assertThat(retention(rule(RetentionRule.Turn.FIRST, "runs")).run()).isPresent();
  }

  @Test
  void aPassThatHasToEndSaysThatItIsNotComplete() {
    int[] batches = {0};
    RetentionRule endless =
        rule(
            RetentionRule.Turn.FIRST,
            pass ->
                pass.inBatches(
                    5,
                    () -> {
                      batches[0]++;
                      pass.deleted("signal", 5);
                      return 5;
                    }));

    assertThat(retention(endless).runOnce(NIGHT, () -> batches[0] < 3))
        .hasValueSatisfying(report -> {
          assertThat(report.complete()).isFalse();
          assertThat(report.of("signal").deleted()).isEqualTo(15);
        });
  }

  @Test
  void theLatestNightIsTodaysOnceItsHourHasCome() {
    LocalTime at = LocalTime.of(3, 0);

    assertThat(NightlyRetention.night(NIGHT, at)).isEqualTo(NIGHT);
    assertThat(NightlyRetention.night(NIGHT.plusSeconds(3_600), at)).isEqualTo(NIGHT);
    assertThat(NightlyRetention.night(NIGHT.minusSeconds(1), at))
        .isEqualTo(NIGHT.minusSeconds(86_400));
  }

  @Test
  void aPeriodOfNoDaysIsRefused() {
    assertThatThrownBy(() -> new RetentionSettings(30, 0, 365, LocalTime.of(3, 0)))
        .hasMessageContaining("runs-days");
  }

  private Retention retention(RetentionRule... rules) {
    return new Retention(database.engine(), database.organizations(), List.of(rules), clock);
  }

  private RetentionRule rule(RetentionRule.Turn turn, String name) {
    return rule(turn, pass -> done.add(name));
  }

  private static RetentionRule rule(RetentionRule.Turn turn, Consumer<RetentionPass> work) {
    return new RetentionRule() {
      @Override
      public Turn turn() {
        return turn;
      }

      @Override
      public void apply(RetentionPass pass) {
        work.accept(pass);
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
