package dev.fleetprompt.platform.executions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.executions.TestCapabilities.Increment;
import dev.fleetprompt.platform.executions.TestCapabilities.Letter;
import dev.fleetprompt.platform.executions.TestCapabilities.Send;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecutionsTest {

  private static final String HEAD =
      """
      document: {dsl: '1.0.3', namespace: test, name: test, version: '1.0.0'}
      do:
      """;

  private TestPlatform platform;
  private TenantId tenant;

  @BeforeAll
  void start() {
    platform = TestPlatform.start(TestCapabilities.class);
    tenant = platform.organization("acme");
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void threeCallsInARowEndWithTheLastOnesOutput() {
    Execution run =
        run(
            """
            - one: {call: test.increment, with: {value: '${ .value }'}}
            - two: {call: test.increment, with: {value: '${ .value }'}}
            - three: {call: test.increment, with: {value: '${ .value }'}}
            """,
            "{\"value\": 1}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(run.output()).contains(json("{\"value\": 4}"));
    assertThat(run.startedAt()).isPresent();
    assertThat(run.endedAt()).isPresent();
  }

  @Test
  void aRunWaitsForItsDirectiveAndGetsItsResult() {
    Execution run = run("- send: {call: test.send, with: {to: anna, text: hello}}\n", "{}");

    assertThat(run.output()).contains(json("{\"to\": \"anna\"}"));
    assertThat(platform.get(Send.class).sent).contains(new Letter("anna", "hello"));
  }

  @Test
  void aFailedDirectiveIsAnErrorThatCatchCanTake() {
    Execution run =
        run(
            """
            - attempt:
                try:
                  - send: {call: test.send, with: {to: nobody, text: hello}}
                catch:
                  errors: {with: {type: https://fleetprompt.dev/errors/directive/failed}}
                  as: problem
                  do:
                    - note: {set: {why: '${ $problem.detail }'}}
            """,
            "{}");

    assertThat(run.output().orElseThrow().path("why").asString())
        .contains("There is nobody of that name");
  }

  @Test
  void twoRunsThatWantTheSameEffectGetOneAndBothGoOn() {
    String send =
        """
        - send:
            call: test.send
            with: {to: otto, text: hello}
            metadata: {idempotencyKey: one letter to otto}
        """;
    UUID first = begin(send, "{}");
    UUID second = begin(send, "{}");

    assertThat(platform.ended(tenant, first).output()).contains(json("{\"to\": \"otto\"}"));
    assertThat(platform.ended(tenant, second).output()).contains(json("{\"to\": \"otto\"}"));
    assertThat(platform.get(Send.class).sent).containsOnlyOnce(new Letter("otto", "hello"));
  }

  @Test
  void aKeyThatStandsForAnotherEffectIsAnError() {
    String send =
        """
        - send:
            call: test.send
            with: {to: %s, text: hello}
            metadata: {idempotencyKey: one letter to whom}
        """;
    run(send.formatted("berta"), "{}");

    Execution run = run(send.formatted("carl"), "{}");

    assertThat(run.error().orElseThrow().type()).endsWith("directive/conflict");
    assertThat(run.error().orElseThrow().detail()).contains("whose params differ in to");
  }

  @Test
  void anUncaughtErrorFaultsTheRunWithItsTask() {
    Execution run = run("- wrong: {call: test.increment, with: {value: -1}}\n", "{}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.FAULTED);
    assertThat(run.error().orElseThrow().detail()).isEqualTo("Below zero");
    assertThat(run.error().orElseThrow().instance()).isEqualTo("/do/0/wrong");
  }

  @Test
  void anUnknownNameSaysWhatToCheck() {
    Execution run = run("- wrong: {call: test.nothing}\n", "{}");

    assertThat(run.error().orElseThrow().detail()).contains("test.nothing", "check the name");
  }

  @Test
  void aWaitIsARowAndNotAThread() {
    UUID id = begin("- pause: {wait: {seconds: 1}}\n- done: {set: {ok: true}}\n", "{}");

    Await.until("it waits", () -> platform.find(tenant, id).status() == ExecutionStatus.WAITING);
    assertThat(queued(id)).isZero();
    assertThat(platform.ended(tenant, id).output()).contains(json("{\"ok\": true}"));
  }

  @Test
  void aWaitingRunCanBeCancelled() {
    UUID id = begin("- pause: {wait: {hours: 1}}\n", "{}");
    Await.until("it waits", () -> platform.find(tenant, id).status() == ExecutionStatus.WAITING);

    platform.get(Executions.class).cancel(tenant, id, Actor.human("ada"), "no longer needed");

    Execution run = platform.ended(tenant, id);
    assertThat(run.status()).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(run.error().orElseThrow().detail()).isEqualTo("no longer needed");
  }

  @Test
  void aLoopCallsOncePerItem() {
    Execution run =
        run(
            """
            - each:
                for: {each: n, in: '${ [range(500; 530)] }'}
                do:
                  - add: {call: test.increment, with: {value: '${ $n }'}}
            """,
            "{}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.COMPLETED);
    List<Long> calls =
        platform.get(Increment.class).calls.stream().filter(n -> n >= 500 && n < 530).toList();
    assertThat(calls).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void anEmittedEventIsASignalOfTheRun() {
    UUID id =
        begin(
            """
            - tell: {emit: {event: {with: {source: 'https://example.com/test', type: value.test.made, data: {n: 1}}}}}
            """,
            "{}");
    platform.ended(tenant, id);

    assertThat(signalTypes(id))
        .containsExactly("workflow.run.started", "value.test.made", "workflow.run.completed");
  }

  @Test
  void valuesOfAHundredKilobytesGoThroughTheJournal() {
    Execution run =
        run(
            """
            - big: {set: {text: '${ "x" * 100000 }'}}
            - send: {call: test.increment, with: {value: 1}, output: {as: '${ {n: .value} }'}}
            """,
            "{\"text\": \"" + "y".repeat(100_000) + "\"}");

    assertThat(run.output()).contains(json("{\"n\": 2}"));
  }

  private Execution run(String tasks, String input) {
    return platform.ended(tenant, begin(tasks, input));
  }

  private UUID begin(String tasks, String input) {
    return platform.run(tenant, HEAD + tasks, json(input));
  }

  private long queued(UUID id) {
    return platform
        .database()
        .engine()
        .sql()
        .sql("select count(*) from fleet.queue where item_id = ?")
        .param(id)
        .query(Long.class)
        .single();
  }

  private List<String> signalTypes(UUID run) {
    return platform
        .database()
        .engine()
        .sql()
        .sql("select type from fleet.signal where correlation_id = ? order by id")
        .param("run:" + run)
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static JsonNode json(String text) {
    return ExactJson.read(text);
  }
}
