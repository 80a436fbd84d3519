package dev.fleetprompt.engine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.EventReceived;
import dev.fleetprompt.engine.interpreter.JournalEntry.RunStarted;
import dev.fleetprompt.engine.interpreter.JournalEntry.TimerFired;
import dev.fleetprompt.engine.workflow.Definition;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a run costs the core, in time of its own thread: the machine may be busy. */
class CostTest {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final JsonNode NOTHING = TestRun.yaml("{}");

  private final Interpreter interpreter = new Interpreter(Limits.standard());

  /** Runs to the end and counts the entries. */
  private long run(Definition definition, JsonNode input) {
    RunState state =
        interpreter.begin(
            definition, new RunStarted(TestRun.START, new UUID(1, 2), input, NOTHING));
    while (state.end().isEmpty()) {
      Command.Call call =
          (Command.Call) interpreter.decide(definition, state).outstanding().getFirst();
      state =
          interpreter.apply(
              definition, state, new CallCompleted(TestRun.START, call.id(), call.arguments()));
    }
    assertThat(state.end().get()).isInstanceOf(RunEnd.Completed.class);
    return state.entries();
  }

  @Test
  void threeCallsCostLittle() {
    Definition definition =
        TestRun.workflow(
            """
            do:
              - a: { call: x, with: { n: '${ .n + 1 }' } }
              - b: { call: x, with: { n: '${ .n + 1 }' } }
              - c: { call: x, with: { n: '${ .n + 1 }' } }
            """);
    JsonNode input = TestRun.yaml("{n: 1}");
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < 5_000; i++) {
        run(definition, input);
      }
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - before) / 5_000);
    }
    assertThat(best).as("nanoseconds for a run of three calls").isLessThan(50_000);
  }

  @Test
  void roundsOfALoopCostTheSameHoweverMany() {
    Definition definition =
        TestRun.workflow(
            """
            do:
              - loop: { for: { in: '[range(.n)]' }, do: [ { a: { call: x, with: { n: '${ $item }' } } } ] }
            """);
    JsonNode few = TestRun.yaml("{n: 1000}");
    JsonNode many = TestRun.yaml("{n: 20000}");
    run(definition, many);
    long small = time(() -> run(definition, few));
    long large = time(() -> run(definition, many));
    assertThat(large).isLessThan(20 * small * 3);
  }

  private static Definition forking(int branches) {
    return TestRun.workflow(
        "do: [ { f: { fork: { branches: [ "
            + IntStream.range(0, branches)
                .mapToObj(i -> "{ b" + i + ": { call: x } }")
                .collect(Collectors.joining(", "))
            + " ] } } } ]");
  }

  /** Answers all branches as they were asked for. */
  private void join(Definition definition) {
    RunState state =
        interpreter.begin(
            definition, new RunStarted(TestRun.START, new UUID(1, 2), NOTHING, NOTHING));
    for (Command command : interpreter.decide(definition, state).outstanding()) {
      state =
          interpreter.apply(
              definition,
              state,
              new CallCompleted(TestRun.START, ((Command.Call) command).id(), NOTHING));
    }
    assertThat(state.end()).isPresent();
  }

  @Test
  void branchesOfAForkCostTheSameHoweverMany() {
    Definition few = forking(99);
    Definition many = forking(990);
    join(many);
    long small = time(() -> join(few));
    long large = time(() -> join(many));
    assertThat(large).isLessThan(10 * small * 4);
    assertThat(large).as("nanoseconds for 990 branches").isLessThan(100_000_000);
  }

  private void listen(Definition definition, int events) {
    RunState state =
        interpreter.begin(
            definition, new RunStarted(TestRun.START, new UUID(1, 2), NOTHING, NOTHING));
    for (int i = 0; i < events; i++) {
      state =
          interpreter.apply(
              definition,
              state,
              new EventReceived(TestRun.START, "s" + i, TestRun.yaml("{type: a, data: 1}")));
    }
    for (int i = 0; i < events; i++) {
      Command.Call call =
          (Command.Call) interpreter.decide(definition, state).outstanding().getLast();
      state =
          interpreter.apply(
              definition, state, new CallCompleted(TestRun.START, call.id(), NOTHING));
    }
    assertThat(state.entries()).isEqualTo(2L * events + 1);
  }

  @Test
  void eventsOfAListenCostTheSameHoweverMany() {
    Definition definition =
        TestRun.workflow(
            """
            do:
              - wait:
                  listen: { to: { any: [ { with: { type: a } } ], until: { one: { with: { type: end } } } } }
                  foreach: { do: [ { work: { call: x } } ] }
            """);
    listen(definition, 9_000);
    long small = time(() -> listen(definition, 900));
    long large = time(() -> listen(definition, 9_000));
    assertThat(large).isLessThan(10 * small * 3);
  }

  @Test
  void aLoopWithWaitsIsFoldedInLessThanASecond() {
    Definition definition =
        TestRun.workflow(
            """
            do:
              - loop: { for: { in: '[range(10000)]' }, do: [ { w: { wait: PT1S } }, { n: { set: { n: '${ $item }' } } } ] }
            """);
    long before = THREADS.getCurrentThreadCpuTime();
    RunState state =
        interpreter.begin(
            definition, new RunStarted(TestRun.START, new UUID(1, 2), NOTHING, NOTHING));
    while (state.end().isEmpty()) {
      Command.StartTimer timer =
          (Command.StartTimer) interpreter.decide(definition, state).outstanding().getFirst();
      state = interpreter.apply(definition, state, new TimerFired(timer.due(), timer.id()));
    }
    assertThat(THREADS.getCurrentThreadCpuTime() - before).isLessThan(1_000_000_000L);
    assertThat(state.entries()).isEqualTo(10_001);
  }

  private static long time(Runnable work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = THREADS.getCurrentThreadCpuTime();
      work.run();
      best = Math.min(best, THREADS.getCurrentThreadCpuTime() - before);
    }
    return best;
  }
}
