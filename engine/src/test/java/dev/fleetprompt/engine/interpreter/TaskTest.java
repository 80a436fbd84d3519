package dev.fleetprompt.engine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallFailed;
import dev.fleetprompt.engine.interpreter.JournalEntry.CancelRequested;
import dev.fleetprompt.engine.interpreter.JournalEntry.TimerFired;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TaskTest {

  private static JsonNode echo(Command.Call call) {
    return call.arguments();
  }

  @Test
  void aCancelledRunWaitsForNothing() {
    TestRun run = TestRun.of("do: [ { a: { call: x } } ]", "{}");
    run.apply(new CancelRequested(run.now, "no longer needed"));
    assertThat(run.end()).isEqualTo(new RunEnd.Cancelled("no longer needed"));
    assertThat(run.outstanding()).isEmpty();
  }

  @Test
  void waitingEndsWhenTheTimerFires() {
    TestRun run = TestRun.of("do: [ { a: { wait: PT1H30M } } ]", "{kept: 1}");
    assertThat(run.outstanding())
        .containsExactly(
            new Command.StartTimer(
                new TimerId("/do/0/a#1"), TestRun.START.plus(Duration.ofMinutes(90))));
    assertThat(run.finish(TaskTest::echo).output()).isEqualTo(TestRun.yaml("{kept: 1}"));
    assertThat(run.state.clock()).isEqualTo(TestRun.START.plus(Duration.ofMinutes(90)));
  }

  @Test
  void aTaskThatTakesTooLongRaisesATimeout() {
    TestRun run =
        TestRun.of(
            """
            do:
              - guarded:
                  try:
                    - slow: { call: slow, timeout: { after: { seconds: 10 } } }
                  catch:
                    errors: { with: { status: 408 } }
                    do: [ { note: { set: { was: '${ $error.instance }' } } } ]
            """,
            "{}");
    Command.StartTimer deadline = (Command.StartTimer) run.outstanding().get(1);
    assertThat(deadline.due()).isEqualTo(TestRun.START.plusSeconds(10));
    CallId call = ((Command.Call) run.outstanding().getFirst()).id();
    run.apply(new TimerFired(deadline.due(), deadline.id()));
    assertThat(run.output()).isEqualTo(TestRun.yaml("{was: /do/0/guarded/try/0/slow}"));
    RunState state = run.state;
    run.apply(new CallCompleted(run.now, call, TestRun.yaml("1")));
    assertThat(run.state).isSameAs(state);
  }

  @Test
  void aRunThatTakesTooLongFaults() {
    TestRun run = TestRun.of("timeout: { after: PT1M }\ndo: [ { a: { call: x } } ]", "{}");
    Command.StartTimer deadline = (Command.StartTimer) run.outstanding().get(1);
    run.apply(new TimerFired(deadline.due(), deadline.id()));
    assertThat(run.error().type()).isEqualTo(StandardErrors.TIMEOUT);
  }

  @Test
  void aLateTimerOfAnEndedTaskChangesNothing() {
    TestRun run =
        TestRun.of(
            "do: [ { a: { call: x, timeout: { after: PT1M } } }, { b: { call: y } } ]", "{}");
    Command.StartTimer deadline = (Command.StartTimer) run.outstanding().get(1);
    run.apply(
        new CallCompleted(
            run.now, ((Command.Call) run.outstanding().getFirst()).id(), TestRun.yaml("1")));
    RunState state = run.state;
    run.apply(new TimerFired(deadline.due(), deadline.id()));
    assertThat(run.state).isSameAs(state);
  }

  @Test
  void retriesBackOffAndCountTheirAttempts() {
    TestRun run =
        TestRun.of(
                """
                do:
                  - guarded:
                      try: [ { post: { call: post } } ]
                      catch:
                        errors: { with: { status: 503 } }
                        retry:
                          delay: { seconds: 2 }
                          backoff: { exponential: {} }
                          limit: { attempt: { count: 3 } }
                """,
                "{}")
            .finish(call -> {
              if (call.attempt() < 4) {
                throw new TestRun.CallFailure(
                    new WorkflowError(StandardErrors.COMMUNICATION, 503, null, null, null));
              }
              return TestRun.yaml("{attempt: " + call.attempt() + "}");
            });
    assertThat(run.output()).isEqualTo(TestRun.yaml("{attempt: 4}"));
    List<Command.StartTimer> timers =
        run.issued.stream()
            .filter(Command.StartTimer.class::isInstance)
            .map(Command.StartTimer.class::cast)
            .toList();
    assertThat(timers).hasSize(3);
    assertThat(Duration.between(timers.get(0).due(), timers.get(1).due()))
        .isEqualTo(Duration.ofSeconds(4).plusMillis(5));
    assertThat(Duration.between(timers.get(1).due(), timers.get(2).due()))
        .isEqualTo(Duration.ofSeconds(8).plusMillis(5));
  }

  @Test
  void anErrorIsPassedOnWhenRetriesAreUsedUp() {
    TestRun run =
        TestRun.of(
                """
                do:
                  - guarded:
                      try: [ { post: { call: post } } ]
                      catch: { retry: { delay: PT1S, limit: { attempt: { count: 2 } } } }
                """,
                "{}")
            .finish(call -> {
              throw new TestRun.CallFailure(
                  new WorkflowError(StandardErrors.COMMUNICATION, 503, null, "down", null));
            });
    assertThat(run.error().detail()).isEqualTo("down");
    assertThat(run.error().instance()).isEqualTo("/do/0/guarded/try/0/post");
    assertThat(run.issued).hasSize(5);
  }

  @Test
  void jitterIsTheSameForTheSameRunAndStaysInItsRange() {
    String text =
        """
        do:
          - guarded:
              try: [ { post: { raise: { error: { type: 'https://a.example/x', status: 500 } } } } ]
              catch:
                retry:
                  delay: PT1S
                  jitter: { from: PT1S, to: PT3S }
                  limit: { attempt: { count: 1 } }
        """;
    Command.StartTimer first = (Command.StartTimer) TestRun.of(text, "{}").outstanding().getFirst();
    Command.StartTimer again = (Command.StartTimer) TestRun.of(text, "{}").outstanding().getFirst();
    assertThat(first).isEqualTo(again);
    assertThat(first.due()).isBetween(TestRun.START.plusSeconds(2), TestRun.START.plusSeconds(4));
  }

  @Test
  void anAttemptThatTakesTooLongIsTriedAgain() {
    TestRun run =
        TestRun.of(
            """
            do:
              - guarded:
                  try: [ { post: { call: post } } ]
                  catch: { retry: { limit: { attempt: { count: 1, duration: PT5S } } } }
            """,
            "{}");
    Command.StartTimer deadline = (Command.StartTimer) run.outstanding().get(1);
    run.apply(new TimerFired(deadline.due(), deadline.id()));
    Command.Call again = (Command.Call) run.outstanding().getFirst();
    assertThat(again.attempt()).isEqualTo(2);
    run.apply(new CallCompleted(deadline.due(), again.id(), TestRun.yaml("done")));
    assertThat(run.output()).isEqualTo(TestRun.yaml("done"));
  }

  @Test
  void aFailedExpressionIsAnErrorThatACatchCanTake() {
    TestRun run =
        TestRun.of(
                """
                do:
                  - guarded:
                      try: [ { sum: { set: { total: '${ .a + .b }' } } } ]
                      catch: { do: [ { note: { set: { type: '${ $error.type }' } } } ] }
                """,
                "{a: 1, b: x}")
            .finish(TaskTest::echo);
    assertThat(run.output().path("type").stringValue()).isEqualTo(StandardErrors.EXPRESSION);
  }

  @Test
  void aLoopWithoutCallsEndsInAnError() {
    TestRun run = TestRun.of("do: [ { a: { set: { x: 1 }, then: a } } ]", "{}");
    assertThat(run.error().type()).isEqualTo(StandardErrors.RUNTIME);
    assertThat(run.error().detail()).contains("'then'");
  }

  @Test
  void noCatchTakesALimit() {
    TestRun run =
        TestRun.of(
            "do: [ { t: { try: [ { a: { set: { x: 1 }, then: a } } ], catch: {}, then: t } } ]",
            "{}");
    assertThat(run.error().type()).isEqualTo(StandardErrors.RUNTIME);
  }

  @Test
  void aLoopOfTenThousandRoundsCostsOneStepEach() {
    TestRun run =
        TestRun.of(
            """
            do:
              - loop: { for: { in: '[range(10000)]' }, do: [ { add: { set: '${ . + $item }' } } ] }
            """,
            "0");
    assertThat(run.output()).isEqualTo(TestRun.yaml("49995000"));
  }

  @Test
  void aRunThatCarriesTooMuchAlongFaults() {
    TestRun run =
        new TestRun(
            TestRun.workflow(
                """
                do:
                  - more: { call: more, output: { as: '${ { kept: $context, new: . } }' }, export: { as: . }, then: more }
                """),
            new Interpreter(Limits.standard().withStateBytes(100_000)),
            TestRun.yaml("{}"),
            TestRun.yaml("{}"));
    run.finish(call -> TestRun.yaml("'" + "x".repeat(1_000) + "'"));
    assertThat(run.error().detail()).contains("100000 bytes");
    assertThat(run.issued).hasSizeBetween(20, 150);
  }

  @Test
  void whatCannotBeStoredDoesNotLeaveARun() {
    TestRun call =
        TestRun.of("do: [ { a: { call: x, with: { t: '${ [0] | implode }' } } } ]", "{}");
    assertThat(call.error().detail()).contains("NUL");
    TestRun end = TestRun.of("do: [ { a: { set: { t: '${ [0] | implode }' } } } ]", "{}");
    assertThat(end.error().detail()).contains("NUL");
    WorkflowError error = new WorkflowError("t", 500, null, "a\u0000b\uD800", null);
    assertThat(error.detail()).isEqualTo("a\uFFFDb\uFFFD");
  }

  @Test
  void inputAndOutputAreCheckedAgainstTheirSchemas() {
    String text =
        """
        input: { schema: { document: { type: object, required: [ id ] } } }
        do: [ { a: { set: { x: 1 }, output: { as: .x, schema: { document: { type: string } } } } } ]
        """;
    assertThat(TestRun.of(text, "{}").error().instance()).isEqualTo("/input");
    WorkflowError error = TestRun.of(text, "{id: 1}").error();
    assertThat(error.type()).isEqualTo(StandardErrors.VALIDATION);
    assertThat(error.instance()).isEqualTo("/do/0/a");
  }

  @Test
  void exportsAreSeenByLaterTasks() {
    TestRun run =
        TestRun.of(
            """
            do:
              - a: { set: { x: 1 }, export: { as: { seen: '${ .x }' } } }
              - b: { set: { y: '${ $context.seen + 1 }' } }
            """,
            "{}");
    assertThat(run.output()).isEqualTo(TestRun.yaml("{y: 2}"));
  }

  @Test
  void expressionsSeeRunTaskAndConfiguration() {
    TestRun run =
        new TestRun(
            TestRun.workflow(
                """
                do:
                  - a:
                      set:
                        channel: '${ $config.channel }'
                        window: '${ $run.window.from }'
                        id: '${ $run.id == $workflow.id }'
                        started: '${ $workflow.startedAt.iso8601 }'
                        task: '${ $task.name + " " + $task.reference }'
                        runtime: '${ $runtime.metadata.installation }'
                """),
            new Interpreter(Limits.standard()),
            TestRun.yaml("{}"),
            TestRun.yaml(
                "{configuration: {channel: ops}, window: {from: '2026-01-01'}, installation: i-1}"));
    assertThat(run.output())
        .isEqualTo(
            TestRun.yaml(
                """
                channel: ops
                id: true
                runtime: i-1
                started: '2026-03-01T08:00:00Z'
                task: a /do/0/a
                window: '2026-01-01'
                """));
  }

  @Test
  void anEventThatCannotBePublishedIsAnErrorOfItsTask() {
    TestRun run =
        TestRun.of(
            """
            do: [ { a: { emit: { event: { with: { source: 'https://a.example', type: t } } } } } ]
            """,
            "{}");
    Command.Emit emit = (Command.Emit) run.outstanding().getFirst();
    run.apply(
        new CallFailed(
            run.now,
            emit.id(),
            new WorkflowError(StandardErrors.VALIDATION, 400, null, "unfit", null)));
    assertThat(run.error().instance()).isEqualTo("/do/0/a");
  }
}
