package dev.fleetprompt.engine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.RunStarted;
import dev.fleetprompt.engine.workflow.Definition;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a run costs the core; bounds are wide, for they are met on a busy machine. */
class CostTest {

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
      long before = System.nanoTime();
      for (int i = 0; i < 5_000; i++) {
        run(definition, input);
      }
      best = Math.min(best, (System.nanoTime() - before) / 5_000);
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

  private static long time(Runnable work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - before);
    }
    return best;
  }
}
