package dev.fleetprompt.platform.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.executions.TestCapabilities.Hold;
import dev.fleetprompt.platform.executions.TestCapabilities.Increment;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SuspensionTest {

  private static final Actor ADA = Actor.human("ada");
  private static final Actor BEN = Actor.human("ben");
  private static final String PAUSE_THEN_DONE =
      "- pause: {wait: {milliseconds: %d}}\n- done: {set: {ok: true}}\n";

  private TestPlatform platform;
  private TenantId tenant;
  private Executions executions;
  private RunTestKit kit;

  @BeforeAll
  void start() {
    platform = TestPlatform.start(TestCapabilities.class);
    tenant = platform.organization("acme");
    executions = platform.get(Executions.class);
    kit = new RunTestKit(platform, tenant);
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void whatArrivesWhileARunIsSuspendedWaitsInItsInbox() {
    UUID run = kit.begin(PAUSE_THEN_DONE.formatted(700), "{}");
    kit.awaitAtRest(run, ExecutionStatus.WAITING);
    executions.suspend(tenant, run, ADA, "stocktaking");
    kit.awaitStatus(run, ExecutionStatus.SUSPENDED);

    Await.until("the timer fired into the inbox", () -> kit.inbox(run) == 1);
    kit.awaitAtRest(run, ExecutionStatus.SUSPENDED);
    assertThat(kit.journal(run)).containsExactly("run.started");

    executions.resume(tenant, run, BEN);
    Execution ended = platform.ended(tenant, run);
    assertThat(ended.output()).contains(ExactJson.read("{\"ok\": true}"));
    assertThat(kit.journal(run)).containsExactly("run.started", "timer.fired");
    assertThat(kit.facts(run))
        .containsExactly("started tester", "suspended ada", "resumed ben", "completed tester");
  }

  @Test
  void askingTwiceIsTheSameAsOnce() {
    UUID run = kit.begin(PAUSE_THEN_DONE.formatted(3_600_000), "{}");
    kit.awaitAtRest(run, ExecutionStatus.WAITING);

    executions.resume(tenant, run, ADA);
    executions.suspend(tenant, run, ADA, "");
    executions.suspend(tenant, run, BEN, "");
    Await.until("all was taken in", () -> kit.inbox(run) == 0);
    kit.awaitAtRest(run, ExecutionStatus.SUSPENDED);

    assertThat(kit.facts(run)).containsExactly("started tester", "suspended ada");
  }

  @Test
  void aCallUnderWayEndsAndNoOtherBegins() {
    Hold hold = platform.get(Hold.class);
    UUID run =
        kit.begin(
            """
            - held: {call: test.hold, with: {value: 70}}
            - next: {call: test.increment, with: {value: 7071}}
            """,
            "{}");
    Await.until("the call is under way", () -> hold.calls.contains(70L));
    executions.suspend(tenant, run, ADA, "");
    kit.awaitStatus(run, ExecutionStatus.SUSPENDED);

    hold.answers.release();
    kit.awaitAtRest(run, ExecutionStatus.SUSPENDED);
    assertThat(kit.journal(run)).containsExactly("run.started", "call.completed");
    assertThat(platform.get(Increment.class).calls).doesNotContain(7071L);

    executions.resume(tenant, run, ADA);
    assertThat(platform.ended(tenant, run).output()).contains(ExactJson.read("{\"value\": 7072}"));
    assertThat(hold.calls).containsOnlyOnce(70L);
  }

  @Test
  void theEndOfTheLastCallEndsASuspendedRun() {
    Hold hold = platform.get(Hold.class);
    UUID run = kit.begin("- held: {call: test.hold, with: {value: 80}}\n", "{}");
    Await.until("the call is under way", () -> hold.calls.contains(80L));
    executions.suspend(tenant, run, ADA, "");
    kit.awaitStatus(run, ExecutionStatus.SUSPENDED);

    hold.answers.release();

    assertThat(platform.ended(tenant, run).status()).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void aSuspendedRunCanBeCancelled() {
    UUID run = kit.begin(PAUSE_THEN_DONE.formatted(3_600_000), "{}");
    kit.awaitAtRest(run, ExecutionStatus.WAITING);
    executions.suspend(tenant, run, ADA, "");
    kit.awaitAtRest(run, ExecutionStatus.SUSPENDED);

    executions.cancel(tenant, run, BEN, "not needed");

    assertThat(platform.ended(tenant, run).status()).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(kit.facts(run)).endsWith("suspended ada", "cancelled ben");
  }

  @Test
  void aRunningRunCanBeCancelledWhileItsCallIsUnderWay() {
    Hold hold = platform.get(Hold.class);
    UUID run = kit.begin("- held: {call: test.hold, with: {value: 90}}\n", "{}");
    Await.until("the call is under way", () -> hold.calls.contains(90L));

    executions.cancel(tenant, run, ADA, "too slow");

    assertThat(platform.ended(tenant, run).status()).isEqualTo(ExecutionStatus.CANCELLED);
    hold.answers.release();
  }

  @Test
  void aRunThatIsPausedBeforeItBeganHoldsBeforeItsFirstStep() {
    UUID run = platform.database().ids().next();
    UUID definition = platform.database().ids().next();
    platform.commit(
        new dev.fleetprompt.platform.commit.UnitOfWork(tenant)
            .add(
                new StoreDefinition(
                    definition,
                    "test",
                    "test",
                    "1.0.0",
                    """
                    document: {dsl: '1.0.3', namespace: test, name: test, version: '1.0.0'}
                    do:
                    - one: {call: test.increment, with: {value: 6061}}
                    """,
                    java.util.Optional.empty(),
                    java.util.Optional.empty()))
            .add(platform.start(run, definition, ExactJson.read("{}")))
            .add(
                RunControl.of(
                        RunControl.Kind.SUSPEND, platform.database().ids().next(), ADA, "wait")
                    .to(Runs.item(tenant, run))));

    kit.awaitAtRest(run, ExecutionStatus.SUSPENDED);
    assertThat(platform.get(Increment.class).calls).doesNotContain(6061L);
    assertThat(platform.find(tenant, run).startedAt()).isPresent();

    executions.resume(tenant, run, ADA);
    assertThat(platform.ended(tenant, run).status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(kit.facts(run))
        .containsExactly("started tester", "suspended ada", "resumed ada", "completed tester");
  }

  @Test
  void aPauseThatRacesWithTheEndLosesNothing() {
    UUID run = kit.begin(PAUSE_THEN_DONE.formatted(1), "{}");
    executions.suspend(tenant, run, ADA, "");
    Await.until(
        "it rests",
        () ->
            kit.status(run).ended()
                || (kit.status(run) == ExecutionStatus.SUSPENDED && kit.inbox(run) <= 1));

    if (!kit.status(run).ended()) {
      executions.resume(tenant, run, ADA);
    }
    assertThat(platform.ended(tenant, run).status())
        .as("whichever came first, the end or the pause")
        .isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void aRunThatHasEndedIsRefusedWithAWayOut() {
    Execution ended = kit.run("- done: {set: {ok: true}}\n", "{}");

    assertThatThrownBy(() -> executions.suspend(tenant, ended.id(), ADA, ""))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("completed already")
        .hasMessageContaining("Branch");
    assertThatThrownBy(() -> executions.resume(tenant, ended.id(), ADA))
        .isInstanceOf(RunRefusedException.class);
    assertThatThrownBy(() -> executions.cancel(tenant, ended.id(), ADA, ""))
        .isInstanceOf(RunRefusedException.class);
    TenantId other = platform.organization("other");
    assertThatThrownBy(() -> executions.suspend(other, ended.id(), ADA, ""))
        .hasMessageContaining("no such run");
  }
}
