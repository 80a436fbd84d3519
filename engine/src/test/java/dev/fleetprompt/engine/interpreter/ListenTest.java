package dev.fleetprompt.engine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallFailed;
import dev.fleetprompt.engine.interpreter.JournalEntry.TimerFired;
import dev.fleetprompt.engine.workflow.Subscription;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ListenTest {

  private static TestRun listening(String to) {
    return listening(to, "");
  }

  private static TestRun listening(String to, String more) {
    return TestRun.of(
        "do:\n  - wait: { listen: { to: " + to + " }" + more + " }\n", "{order: 17, limit: 38}");
  }

  private static Command.Listen listen(TestRun run) {
    return (Command.Listen) run.outstanding().getFirst();
  }

  @Test
  void oneEventEndsAListenForOne() {
    TestRun run = listening("{ one: { with: { type: paid } } }");
    assertThat(listen(run))
        .isEqualTo(
            new Command.Listen(
                new CallId("/do/0/wait#1"),
                "/do/0/wait",
                List.of(new Awaited("paid", List.of())),
                TestRun.START));
    RunState before = run.state;
    run.event("type: sent, data: 1");
    assertThat(run.state).isSameAs(before);
    run.event("type: paid, data: { n: 1 }");
    assertThat(run.output()).isEqualTo(TestRun.yaml("[{n: 1}]"));
  }

  @Test
  void attributesAreComparedAndComputed() {
    TestRun run =
        listening(
            """
            { one: { with: { type: vitals, source: 'https://ward.example/7', subject: '${ startswith("bed-") }',
                             data: { temperature: '${ . > $input.limit }', unit: celsius } } } }
            """);
    RunState before = run.state;
    run.event("type: vitals, source: 'https://ward.example/8', subject: bed-1");
    String ward = "type: vitals, source: 'https://ward.example/7', ";
    run.event(ward + "subject: chair-1, data: { temperature: 40, unit: celsius }");
    run.event(ward + "subject: bed-1, data: { temperature: 37, unit: celsius }");
    run.event(ward + "subject: bed-1, data: { temperature: 40, unit: kelvin }");
    run.event(ward + "subject: 7, data: { temperature: 40, unit: celsius }");
    run.event(ward + "subject: bed-1, data: none");
    assertThat(run.state).isSameAs(before);
    run.event(ward + "subject: bed-1, data: { temperature: 38.5, unit: celsius, more: 1 }");
    assertThat(run.output()).hasSize(1);
  }

  @Test
  void anExpectedCorrelationIsToldAndHeld() {
    TestRun run =
        listening(
            "{ one: { with: { type: paid }, correlate: { order: { from: .data.order, expect: '${"
                + " .order }' } } } }");
    assertThat(listen(run).awaited())
        .containsExactly(
            new Awaited(
                "paid", List.of(new Correlated("order", ".data.order", TestRun.yaml("17")))));
    RunState before = run.state;
    run.event("type: paid, data: { order: 18 }").event("type: paid, data: {}");
    assertThat(run.state).isSameAs(before);
    run.event("type: paid, data: { order: 17.0 }");
    assertThat(run.output()).isEqualTo(TestRun.yaml("[{order: 17}]"));
  }

  @Test
  void theFirstEventTellsWhatTheOthersCorrelateWith() {
    TestRun run =
        listening(
            """
            { all: [ { with: { type: warm }, correlate: { room: { from: .room } } },
                     { with: { type: wet }, correlate: { room: { from: .room } } } ] }
            """);
    assertThat(listen(run).awaited().getFirst().correlation().getFirst().expected()).isNull();
    run.event("type: wet, room: 4, data: 60");
    assertThat(listen(run).awaited())
        .containsExactly(
            new Awaited("warm", List.of(new Correlated("room", ".room", TestRun.yaml("4")))));
    RunState before = run.state;
    run.event("type: warm, room: 5, data: 20").event("type: wet, room: 4, data: 61");
    assertThat(run.state).isSameAs(before);
    run.event("type: warm, room: 4, data: 21");
    assertThat(run.output()).isEqualTo(TestRun.yaml("[60, 21]"));
  }

  @Test
  void anyOfSeveralEventsEndsAListenForAny() {
    TestRun run = listening("{ any: [ { with: { type: paid } }, { with: { type: refused } } ] }");
    run.event("type: refused, data: broke");
    assertThat(run.output()).isEqualTo(TestRun.yaml("[broke]"));
  }

  @Test
  void anyGoesOnUntilAConditionHolds() {
    TestRun run = listening("{ any: [ { with: { type: vote } } ], until: '(. | length) == 3' }");
    run.event("type: vote, data: 1").event("type: vote, data: 2");
    assertThat(run.state.end()).isEmpty();
    run.event("type: vote, data: 3");
    assertThat(run.output()).isEqualTo(TestRun.yaml("[1, 2, 3]"));
  }

  @Test
  void anyGoesOnUntilOtherEventsHaveComeWhichAreNotPartOfTheOutput() {
    TestRun run =
        listening(
            """
            { any: [ { with: { type: vote } } ],
              until: { all: [ { with: { type: closed } }, { with: { type: counted } } ] } }
            """);
    run.event("type: vote, data: 1")
        .event("type: closed")
        .event("type: vote, data: 2")
        .event("type: counted");
    assertThat(run.output()).isEqualTo(TestRun.yaml("[1, 2]"));
  }

  @Test
  void eventsAreReadAsDataEnvelopeOrText() {
    String text = "do: [ { w: { listen: { to: { one: { with: { type: a } } }, read: %s } } } ]";
    TestRun data = TestRun.of(text.formatted("data"), "{}").event("type: a, id: x");
    assertThat(data.output()).isEqualTo(TestRun.yaml("[null]"));
    TestRun envelope =
        TestRun.of(text.formatted("envelope"), "{}").event("type: a, id: x, data: 1");
    assertThat(envelope.output()).isEqualTo(TestRun.yaml("[{type: a, id: x, data: 1}]"));
    TestRun raw = TestRun.of(text.formatted("raw"), "{}").event("type: a, data: { b: 1.0 }");
    assertThat(raw.output()).isEqualTo(TestRun.yaml("['{\"b\":1}']"));
  }

  @Test
  void foreachWorksOnEventsOneAfterTheOtherAndKeepsTheRestInOrder() {
    TestRun run =
        listening(
            "{ any: [ { with: { type: vote } } ], until: '(. | length) == 3' }",
            """
            , foreach: { item: vote, at: place,
                do: [ { count: { call: count, with: { vote: '${ $vote }', place: '${ $place }', same: '${ . == $vote }' } } } ],
                output: { as: '${ { counted: ., vote: $vote } }' }, export: { as: '${ ($context // 0) + 1 }' } },
              output: { as: '${ { all: ., times: $context } }' }
            """);
    run.event("type: vote, data: a").event("type: vote, data: b").event("type: vote, data: c");
    assertThat(run.outstanding()).hasSize(2);
    assertThat(run.call("count").arguments())
        .isEqualTo(TestRun.yaml("{vote: a, place: 0, same: true}"));
    run.answer("count", "1").answer("count", "2");
    assertThat(run.call("count").arguments().path("vote").stringValue()).isEqualTo("c");
    run.answer("count", "3");
    assertThat(run.output())
        .isEqualTo(
            TestRun.yaml(
                "{all: [{counted: 1, vote: a}, {counted: 2, vote: b}, {counted: 3, vote: c}], times: 3}"));
  }

  @Test
  void whatCameBeforeTheEndIsStillWorkedOn() {
    TestRun run =
        listening(
            "{ any: [ { with: { type: vote } } ], until: { one: { with: { type: closed } } } }",
            ", foreach: { do: [ { count: { call: count } } ] }");
    run.event("type: vote, data: a").event("type: vote, data: b").event("type: closed");
    assertThat(run.outstanding()).hasSize(1);
    RunState before = run.state;
    run.event("type: vote, data: c");
    assertThat(run.state).isSameAs(before);
    run.answer("count", "1").answer("count", "2");
    assertThat(run.output()).isEqualTo(TestRun.yaml("[1, 2]"));
  }

  @Test
  void anErrorInForeachEndsTheListen() {
    TestRun run =
        TestRun.of(
            """
            do:
              - guarded:
                  try:
                    - wait:
                        listen: { to: { any: [ { with: { type: vote } } ], until: 'false' } }
                        foreach: { do: [ { count: { call: count } } ] }
                  catch: { do: [ { tell: { set: { at: '${ $error.instance }' } } } ] }
            """,
            "{}");
    run.event("type: vote").event("type: vote");
    run.apply(
        new CallFailed(
            run.now,
            run.call("count").id(),
            new WorkflowError(StandardErrors.COMMUNICATION, 503, null, null, null)));
    assertThat(run.output())
        .isEqualTo(TestRun.yaml("{at: /do/0/guarded/try/0/wait/foreach/do/0/count}"));
  }

  @Test
  void anErrorOfTheOutputOfAnEventEndsTheListen() {
    TestRun run =
        listening(
            "{ any: [ { with: { type: vote } } ], until: 'false' }",
            ", foreach: { output: { as: '.x.y' } }");
    run.event("type: vote, data: { x: text }");
    assertThat(run.error().instance()).isEqualTo("/do/0/wait");
    TestRun until = listening("{ any: [ { with: { type: vote } } ], until: '.x' }");
    until.event("type: vote");
    assertThat(until.error().type()).isEqualTo(StandardErrors.EXPRESSION);
  }

  @Test
  void anEventIsOfferedToEveryListenOfTheRun() {
    TestRun run =
        TestRun.of(
            """
            do:
              - both:
                  fork:
                    branches:
                      - left: { listen: { to: { one: { with: { type: go } } } } }
                      - right: { do: [ { first: { listen: { to: { one: { with: { type: go } } } } } }, { second: { listen: { to: { one: { with: { type: go } } } } } } ] }
            """,
            "{}");
    run.event("type: go, data: 1");
    assertThat(run.waitsFor()).containsExactly("/do/0/both/fork/branches/1/right/do/1/second#4");
    run.event("type: go, data: 2");
    assertThat(run.output()).isEqualTo(TestRun.yaml("[[1], [2]]"));
  }

  @Test
  void aListenThatAnEventMakesObsoleteDoesNotTakeIt() {
    TestRun run =
        TestRun.of(
            """
            do:
              - race:
                  fork:
                    compete: true
                    branches:
                      - left: { listen: { to: { one: { with: { type: go } } } } }
                      - right: { listen: { to: { one: { with: { type: go } } } } }
              - after: { call: after }
            """,
            "{}");
    run.event("type: go, data: 1");
    assertThat(run.waitsFor()).containsExactly("/do/1/after#4");
  }

  @Test
  void aTimeoutEndsAListen() {
    TestRun run = listening("{ one: { with: { type: go } } }", ", timeout: { after: PT1H }");
    Command.StartTimer deadline = (Command.StartTimer) run.outstanding().get(1);
    run.apply(new TimerFired(deadline.due(), deadline.id()));
    assertThat(run.error().type()).isEqualTo(StandardErrors.TIMEOUT);
  }

  @Test
  void aListenLooksBackToItsOwnBeginOrToThatOfTheRun() {
    String text =
        """
        do:
          - first: { call: first }
          - own: { listen: { to: { one: { with: { type: a } } } } }
          - all: { listen: { to: { one: { with: { type: a } } } }, metadata: { since: start } }
        """;
    TestRun run = TestRun.of(text, "{}");
    run.now = TestRun.START.plusSeconds(60);
    run.apply(new CallCompleted(run.now, run.call("first").id(), TestRun.yaml("1")));
    assertThat(listen(run).since()).isEqualTo(TestRun.START.plusSeconds(60));
    run.event("type: a");
    assertThat(listen(run).since()).isEqualTo(TestRun.START);
  }

  @Test
  void aListenCanBeRefused() {
    TestRun run = listening("{ one: { with: { type: go } } }");
    run.apply(
        new CallFailed(
            run.now,
            listen(run).id(),
            new WorkflowError(StandardErrors.AUTHORIZATION, 403, null, null, null)));
    assertThat(run.error().status()).isEqualTo(403);
  }

  @Test
  void moreEventsThanABusyListenMayKeepFaultTheRun() {
    TestRun run =
        new TestRun(
            TestRun.workflow(
                """
                do:
                  - wait:
                      listen: { to: { any: [ { with: { type: go } } ], until: 'false' } }
                      foreach: { do: [ { count: { call: count } } ] }
                """),
            new Interpreter(Limits.standard().withBacklog(2)),
            TestRun.yaml("{}"),
            TestRun.yaml("{}"));
    run.event("type: go").event("type: go").event("type: go");
    assertThat(run.state.end()).isEmpty();
    run.event("type: go");
    assertThat(run.error().detail()).contains("2 events while it was busy");
  }

  @Test
  void aDefinitionTellsWhatItsRunsListenTo() {
    assertThat(
            listening(
                    """
                    { any: [ { with: { type: b }, correlate: { x: { from: .data.x }, y: { from: '${ .subject }' } } },
                             { with: { type: b }, correlate: { x: { from: .data.x } } } ],
                      until: { one: { with: { type: a } } } }
                    """)
                .definition
                .listens())
        .containsExactly(
            new Subscription("a", List.of()),
            new Subscription("b", List.of(".data.x", ".subject")));
  }

  @Test
  void aBacklogIsFirstInFirstOut() {
    Backlog backlog = Backlog.NONE;
    for (int i = 0; i < 5; i++) {
      backlog = backlog.with(TestRun.yaml(String.valueOf(i)));
    }
    Backlog.Taken first = backlog.take();
    Backlog rest = first.rest().with(TestRun.yaml("5"));
    assertThat(first.value()).isEqualTo(TestRun.yaml("0"));
    assertThat(rest.values()).extracting(JsonNode::intValue).containsExactly(1, 2, 3, 4, 5);
    assertThat(rest.take().rest().take().value()).isEqualTo(TestRun.yaml("2"));
    assertThat(rest.size()).isEqualTo(5);
  }
}
