package dev.fleetprompt.engine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallFailed;
import dev.fleetprompt.engine.interpreter.JournalEntry.TimerFired;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForkTest {

  private static final String TWO =
      """
      do:
        - both:
            fork:
              branches:
                - left: { call: left }
                - right: { call: right }
        - after: { set: { all: '${ . }' } }
      """;

  private static CallFailed failure(TestRun run, String function) {
    return new CallFailed(
        run.now,
        run.call(function).id(),
        new WorkflowError(StandardErrors.COMMUNICATION, 503, null, "down", null));
  }

  @Test
  void outputsComeInTheOrderOfTheBranchesWhoeverEndsFirst() {
    TestRun run = TestRun.of(TWO, "{}");
    assertThat(run.waitsFor())
        .containsExactly("/do/0/both/fork/branches/0/left#2", "/do/0/both/fork/branches/1/right#3");
    run.answer("right", "2").answer("left", "1");
    assertThat(run.output()).isEqualTo(TestRun.yaml("{all: [1, 2]}"));
  }

  @Test
  void aBranchIsGivenTheForksInputAndGoesItsOwnWay() {
    TestRun run =
        TestRun.of(
            """
            do:
              - both:
                  fork:
                    branches:
                      - one: { do: [ { a: { set: { n: '${ .n + 1 }' } } }, { b: { set: { n: '${ .n * 10 }' } } } ] }
                      - two: { if: .n > 100, set: { n: 0 } }
                      - three: { set: { n: '${ -.n }' }, then: exit }
            """,
            "{n: 4}");
    assertThat(run.output()).isEqualTo(TestRun.yaml("[{n: 50}, {n: 4}, {n: -4}]"));
  }

  @Test
  void theFirstOfCompetingBranchesToEndWinsAndTheOthersAreDropped() {
    TestRun run =
        TestRun.of(
            """
            do:
              - race:
                  fork:
                    compete: true
                    branches:
                      - slow: { do: [ { ask: { call: slow } }, { more: { call: more } } ] }
                      - nested: { fork: { branches: [ { x: { wait: PT1H } }, { y: { call: y } } ] } }
                      - fast: { call: fast }
              - after: { call: after, with: { won: '${ . }' } }
            """,
            "{}");
    CallId slow = run.call("slow").id();
    run.answer("slow", "1");
    assertThat(run.call("more")).isNotNull();
    CallId more = run.call("more").id();
    run.answer("fast", "me");
    assertThat(run.outstanding()).hasSize(1);
    assertThat(run.call("after").arguments()).isEqualTo(TestRun.yaml("{won: me}"));
    RunState state = run.state;
    run.apply(new CallCompleted(run.now, more, TestRun.yaml("3")));
    run.apply(new CallCompleted(run.now, slow, TestRun.yaml("3")));
    assertThat(run.state).isSameAs(state);
  }

  @Test
  void aBranchThatEndsAtOnceWinsBeforeTheOthersBegin() {
    TestRun run =
        TestRun.of(
            """
            do:
              - race: { fork: { compete: true, branches: [ { a: { set: { n: 1 } } }, { b: { call: b } } ] } }
            """,
            "{}");
    assertThat(run.output()).isEqualTo(TestRun.yaml("{n: 1}"));
  }

  @Test
  void anErrorThatLeavesAForkDropsTheOtherBranches() {
    TestRun run =
        TestRun.of(
            """
            do:
              - guarded:
                  try:
                    - both: { fork: { branches: [ { left: { call: left } }, { right: { call: right } } ] } }
                  catch: { do: [ { tell: { call: tell, with: { at: '${ $error.instance }' } } } ] }
            """,
            "{}");
    CallId left = run.call("left").id();
    run.apply(failure(run, "right"));
    assertThat(run.outstanding()).hasSize(1);
    assertThat(run.call("tell").arguments())
        .isEqualTo(TestRun.yaml("{at: /do/0/guarded/try/0/both/fork/branches/1/right}"));
    RunState state = run.state;
    run.apply(new CallCompleted(run.now, left, TestRun.yaml("1")));
    assertThat(run.state).isSameAs(state);
  }

  @Test
  void anErrorThatABranchCatchesLeavesTheOthersAlone() {
    TestRun run =
        TestRun.of(
            """
            do:
              - both:
                  fork:
                    branches:
                      - left: { try: [ { ask: { call: left } } ], catch: { do: [ { no: { set: { no: 1 } } } ] } }
                      - right: { call: right }
            """,
            "{}");
    run.apply(failure(run, "left"));
    run.answer("right", "2");
    assertThat(run.output()).isEqualTo(TestRun.yaml("[{no: 1}, 2]"));
  }

  @Test
  void anErrorThatNobodyCatchesFaultsTheRun() {
    TestRun run = TestRun.of(TWO, "{}");
    run.apply(failure(run, "left"));
    assertThat(run.error().detail()).isEqualTo("down");
    assertThat(run.outstanding()).isEmpty();
  }

  @Test
  void aTimeoutAroundAForkIsOneTimerAndDropsAllBranches() {
    TestRun run =
        TestRun.of(
            """
            do:
              - guarded:
                  try:
                    - both:
                        fork: { branches: [ { left: { call: left } }, { right: { call: right } } ] }
                        timeout: { after: PT10S }
                  catch: { do: [ { late: { set: { late: '${ $error.status }' } } } ] }
            """,
            "{}");
    assertThat(run.outstanding()).hasSize(3);
    Command.StartTimer deadline = (Command.StartTimer) run.outstanding().getLast();
    run.answer("left", "1");
    run.apply(new TimerFired(deadline.due(), deadline.id()));
    assertThat(run.output()).isEqualTo(TestRun.yaml("{late: 408}"));
  }

  @Test
  void endInABranchEndsTheRun() {
    TestRun run =
        TestRun.of(
            """
            do:
              - both:
                  fork:
                    branches:
                      - left: { call: left }
                      - right: { call: right, then: end }
              - after: { set: { never: true } }
            """,
            "{}");
    run.answer("right", "enough");
    assertThat(run.output()).isEqualTo(TestRun.yaml("enough"));
  }

  @Test
  void exportsOfAllBranchesAreSeen() {
    TestRun run =
        TestRun.of(
            """
            do:
              - both:
                  fork:
                    branches:
                      - left: { call: left, export: { as: '${ ($context // {}) + { left: . } }' } }
                      - right: { call: right, export: { as: '${ ($context // {}) + { right: . } }' } }
              - after: { set: '${ $context }' }
            """,
            "{}");
    run.answer("right", "2").answer("left", "1");
    assertThat(run.output()).isEqualTo(TestRun.yaml("{left: 1, right: 2}"));
  }

  @Test
  void aForkInALoopBeginsAnewInEachRound() {
    TestRun run =
        TestRun.of(
                """
                do:
                  - loop:
                      for: { in: '[1, 2, 3]' }
                      do:
                        - both: { fork: { branches: [ { a: { call: a, with: { n: '${ $item }' } } }, { b: { wait: PT1S } } ] } }
                """,
                "{}")
            .finish(Command.Call::arguments);
    assertThat(run.issued).hasSize(6).doesNotHaveDuplicates();
    assertThat(run.output().get(0)).isEqualTo(TestRun.yaml("{n: 3}"));
  }

  @Test
  void moreStrandsThanAllowedFaultTheRun() {
    String branches =
        IntStream.range(0, 30)
            .mapToObj(i -> "{ b" + i + ": { call: many } }")
            .collect(Collectors.joining(", "));
    TestRun run =
        new TestRun(
            TestRun.workflow(
                """
                use: { functions: { many: { fork: { branches: [ %s ] } } } }
                do: [ { both: { fork: { branches: [ %s ] } } } ]
                """
                    .formatted(branches.replace("many", "x"), branches)),
            new Interpreter(Limits.standard().withStrands(500)),
            TestRun.yaml("{}"),
            TestRun.yaml("{}"));
    assertThat(run.error().detail()).contains("500 branches");
  }
}
