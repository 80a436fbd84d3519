package dev.fleetprompt.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.engine.interpreter.Interpreter;
import dev.fleetprompt.engine.interpreter.Limits;
import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random workflows under random schedules and faults. {@code -Dsimulation.steps=N} sets how many
 * steps at least, {@code -Dsimulation.minutes=N} for how long at least, {@code -Dsimulation.seed=S}
 * where to begin; a failure names its seed.
 */
class SimulationTest {

  private static final int SCHEDULES = 40;

  private final long wanted = Long.getLong("simulation.steps", 750_000);
  private final Duration atLeast = Duration.ofMinutes(Long.getLong("simulation.minutes", 0));
  private final long firstSeed = Long.getLong("simulation.seed", 1);
  private final Interpreter interpreter = new Interpreter(Limits.standard());

  @Test
  void noFaultChangesWhatARunDoes() throws InvalidDefinitionException {
    EnumMap<Fault, Long> counts = new EnumMap<>(Fault.class);
    long steps = 0;
    long seed = firstSeed;
    long until = System.nanoTime() + atLeast.toNanos();
    while (steps < wanted || System.nanoTime() - until < 0) {
      steps += simulate(seed++, counts);
    }
    System.out.printf(
        "simulation of runs: %,d steps, seeds %d to %d; faults %s%n",
        steps, firstSeed, seed - 1, counts);
    assertThat(counts).as("faults that fired").containsOnlyKeys(Fault.values());
  }

  private long simulate(long seed, EnumMap<Fault, Long> counts) throws InvalidDefinitionException {
    String text = new WorkflowGenerator(new Random(seed)).workflow();
    Definition definition = Definition.parse(text, "seed " + seed);
    try {
      Random calm = new Random(seed);
      RunEnd expected =
          new SimulatedRun(
                  definition,
                  interpreter,
                  calm,
                  new Faults(calm, false, new EnumMap<>(Fault.class)))
              .run(null);
      Random restoring = new Random(seed);
      new SimulatedRun(
              definition,
              interpreter,
              restoring,
              new Faults(restoring, false, new EnumMap<>(Fault.class)),
              true)
          .run(expected);
      long steps = 0;
      for (int schedule = 0; schedule < SCHEDULES; schedule++) {
        Random random = new Random(seed * 1_000 + schedule);
        SimulatedRun run =
            new SimulatedRun(definition, interpreter, random, new Faults(random, true, counts));
        run.run(expected);
        steps += run.steps();
      }
      return steps;
    } catch (RuntimeException e) {
      throw new AssertionError(
          "-Dsimulation.seed=" + seed + ": " + e.getMessage() + "\n" + text, e);
    }
  }
}
