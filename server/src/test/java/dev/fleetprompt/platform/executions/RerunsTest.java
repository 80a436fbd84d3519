package dev.fleetprompt.platform.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.executions.TestCapabilities.Fragile;
import dev.fleetprompt.platform.executions.TestCapabilities.Increment;
import dev.fleetprompt.platform.executions.TestCapabilities.Letter;
import dev.fleetprompt.platform.executions.TestCapabilities.Send;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.TestPlatform;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RerunsTest {

  private static final Actor ADA = Actor.human("ada");

  private static final String SEND_THEN_BREAK =
      """
      - send: {call: test.send, with: {to: '${ .to }', text: hello}}
      - count: {call: test.increment, with: {value: 41}}
      - break: {call: test.fragile, with: {value: '${ .value }'}}
      """;

  private TestPlatform platform;
  private TenantId tenant;
  private Reruns reruns;
  private RunTestKit kit;

  @BeforeAll
  void start() {
    platform = TestPlatform.start(TestCapabilities.class);
    tenant = platform.organization("acme");
    reruns = platform.get(Reruns.class);
    kit = new RunTestKit(platform, tenant);
  }

  @BeforeEach
  void breakIt() {
    platform.get(Fragile.class).mended.set(false);
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void aRetryMakesTheFailedCallAnewAndRepeatsNoEffect() {
    Execution failed = kit.run(SEND_THEN_BREAK, "{\"to\": \"rita\"}");
    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAULTED);
    int counted = platform.get(Increment.class).calls.size();
    platform.get(Fragile.class).mended.set(true);

    UUID rerun = reruns.retry(tenant, failed.id(), ADA);

    Execution ended = platform.ended(tenant, rerun);
    assertThat(ended.output()).contains(json("{\"value\": 142}"));
    assertThat(platform.get(Send.class).sent).containsOnlyOnce(new Letter("rita", "hello"));
    assertThat(platform.get(Increment.class).calls).hasSize(counted);
    assertThat(ended.origin()).isEqualTo("retry");
    assertThat(ended.requester()).isEqualTo(ADA);
    assertThat(ended.causation()).contains(Link.run(failed.id()));
    assertThat(ended.correlation()).isEqualTo(failed.correlation());
    assertThat(reruns.source(ended)).contains(new Reruns.Source(failed.id(), 4));
    assertThat(kit.facts(failed.id())).endsWith("faulted tester", "retried ada");
    assertThat(kit.facts(rerun)).containsExactly("started ada", "completed ada");
    assertThat(platform.find(tenant, failed.id()).status()).isEqualTo(ExecutionStatus.FAULTED);
  }

  @Test
  void aRetryThatFailsAgainCanBeRetried() {
    Execution failed = kit.run(SEND_THEN_BREAK, "{\"to\": \"rosa\"}");
    Execution again = platform.ended(tenant, reruns.retry(tenant, failed.id(), ADA));
    assertThat(again.status()).isEqualTo(ExecutionStatus.FAULTED);
    platform.get(Fragile.class).mended.set(true);

    Execution third = platform.ended(tenant, reruns.retry(tenant, again.id(), ADA));

    assertThat(third.status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(platform.get(Send.class).sent).containsOnlyOnce(new Letter("rosa", "hello"));
  }

  @Test
  void aFailedDirectiveIsRequestedAnew() {
    Execution failed =
        kit.run("- send: {call: test.send, with: {to: nobody, text: retry}}\n", "{}");

    Execution again = platform.ended(tenant, reruns.retry(tenant, failed.id(), ADA));

    assertThat(again.status()).isEqualTo(ExecutionStatus.FAULTED);
    assertThat(kit.journal(again.id()))
        .containsExactly("run.started", "call.started", "call.failed");
    assertThat(
            platform
                .database()
                .engine()
                .sql()
                .sql("select count(*) from fleet.directive where run_id = any (?)")
                .param(new UUID[] {failed.id(), again.id()})
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void theTimeOfATaskBeginsAnewWithARetry() {
    UUID run =
        kit.begin(
            """
            - one: {call: test.increment, with: {value: 1}}
            - slow: {call: test.hold, with: {value: 1}, timeout: {after: {milliseconds: 100}}}
            """,
            "{}");
    Execution failed = platform.ended(tenant, run);
    assertThat(failed.error().orElseThrow().type()).endsWith("/timeout");
    platform.get(TestCapabilities.Hold.class).answers.release(5);

    Execution again = platform.ended(tenant, reruns.retry(tenant, run, ADA));

    assertThat(again.status()).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void theTimeOfTheWholeRunDoesNotBeginAnew() {
    UUID run =
        platform.run(
            tenant,
            """
            document: {dsl: '1.0.3', namespace: test, name: test, version: '1.0.0'}
            timeout: {after: {milliseconds: 200}}
            do:
            - one: {call: test.increment, with: {value: 1}}
            - two: {wait: {milliseconds: 1}}
            - slow: {wait: {hours: 1}}
            """,
            json("{}"));
    platform.ended(tenant, run);

    assertThatThrownBy(() -> reruns.retry(tenant, run, ADA))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("time limit of the run");
  }

  @Test
  void whatARunComputedWrongWouldFailAgain() {
    Execution failed =
        kit.run(
            "- one: {call: test.increment, with: {value: 1}}\n- bad: {set: {x: '${ .value | ltrimstr(1) | error }'}}\n",
            "{}");

    assertThatThrownBy(() -> reruns.retry(tenant, failed.id(), ADA))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("would fail again");
  }

  @Test
  void onlyWhatFailedIsRetried() {
    Execution done = kit.run("- done: {set: {ok: true}}\n", "{}");

    assertThatThrownBy(() -> reruns.retry(tenant, done.id(), ADA))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("completed");
    assertThatThrownBy(() -> reruns.retry(platform.organization("elsewhere"), done.id(), ADA))
        .hasMessageContaining("no such run");
  }

  @Test
  void aBranchGoesOnWithAnotherOutputAndOnlyFromThere() {
    Execution first =
        kit.run(
            """
            - count: {call: test.increment, with: {value: 5000}}
            - send: {call: test.send, with: {to: bert, text: '${ "you have \\(.value)" }'}}
            """,
            "{}");
    assertThat(kit.journal(first.id())).startsWith("run.started", "call.completed");

    UUID branch = reruns.branch(tenant, first.id(), 1, Optional.of(json("{\"value\": 9}")), ADA);

    Execution ended = platform.ended(tenant, branch);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(platform.get(Send.class).sent)
        .containsOnlyOnce(new Letter("bert", "you have 5001"), new Letter("bert", "you have 9"));
    assertThat(platform.get(Increment.class).calls).containsOnlyOnce(5000L);
    assertThat(ended.origin()).isEqualTo("branch");
    assertThat(kit.facts(first.id())).endsWith("branched ada");
    assertThat(reruns.source(ended)).contains(new Reruns.Source(first.id(), 2));
  }

  @Test
  void aBranchFromTheStartMayHaveAnotherInput() {
    Execution first = kit.run(SEND_THEN_BREAK, "{\"to\": \"carla\"}");
    platform.get(Fragile.class).mended.set(true);

    UUID branch =
        reruns.branch(tenant, first.id(), 0, Optional.of(json("{\"to\": \"clara\"}")), ADA);

    assertThat(platform.ended(tenant, branch).input()).isEqualTo(json("{\"to\": \"clara\"}"));
    assertThat(platform.get(Send.class).sent).contains(new Letter("clara", "hello"));
  }

  @Test
  void aFailedCallMayBeTakenAsDone() {
    Execution failed = kit.run(SEND_THEN_BREAK, "{\"to\": \"doris\"}");
    int last = kit.journal(failed.id()).size() - 1;

    UUID branch =
        reruns.branch(tenant, failed.id(), last, Optional.of(json("{\"value\": 7}")), ADA);

    assertThat(platform.ended(tenant, branch).output()).contains(json("{\"value\": 7}"));
    assertThat(platform.get(Send.class).sent).containsOnlyOnce(new Letter("doris", "hello"));
  }

  @Test
  void aWaitingRunIsBranchedWithoutBeingTouched() {
    UUID run = kit.begin("- pause: {wait: {hours: 1}}\n", "{}");
    kit.awaitAtRest(run, ExecutionStatus.WAITING);

    UUID branch = reruns.branch(tenant, run, 0, Optional.empty(), ADA);

    kit.awaitAtRest(branch, ExecutionStatus.WAITING);
    assertThat(kit.status(run)).isEqualTo(ExecutionStatus.WAITING);
  }

  @Test
  void aBranchIsRefusedWhereItMakesNoSense() {
    Execution done = kit.run("- count: {call: test.increment, with: {value: 1}}\n", "{}");

    assertThatThrownBy(() -> reruns.branch(tenant, done.id(), 7, Optional.empty(), ADA))
        .hasMessageContaining("no entry 7");
    assertThatThrownBy(() -> reruns.branch(tenant, done.id(), 1, Optional.empty(), ADA))
        .hasMessageContaining("ended with this entry");
    UUID waiting =
        kit.begin("- pause: {wait: {milliseconds: 1}}\n- more: {wait: {hours: 1}}\n", "{}");
    kit.awaitAtRest(waiting, ExecutionStatus.WAITING);
    dev.fleetprompt.testing.Await.until(
        "the first wait is over", () -> kit.journal(waiting).size() == 2);
    assertThatThrownBy(() -> reruns.branch(tenant, waiting, 1, Optional.of(json("{}")), ADA))
        .hasMessageContaining("no data to change");
  }

  @Test
  void largeValuesAreTakenOverToo() {
    Execution failed =
        kit.run(
            """
            - big: {call: test.increment, with: {value: 1}}
            - break: {call: test.fragile, with: {value: '${ .value }'}}
            """,
            "{\"text\": \"" + "y".repeat(50_000) + "\"}");
    platform.get(Fragile.class).mended.set(true);

    assertThat(platform.ended(tenant, reruns.retry(tenant, failed.id(), ADA)).output())
        .contains(json("{\"value\": 102}"));
  }

  private static JsonNode json(String text) {
    return ExactJson.read(text);
  }
}
