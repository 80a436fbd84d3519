package dev.fleetprompt.platform.executions;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Runs of random workflows on three processes under random schedules and faults. {@code
 * -Dsimulation.steps=N} sets how many steps at least, {@code -Dsimulation.minutes=N} for how long
 * at least, {@code -Dsimulation.seed=S} where to begin; a failure names its seed.
 */
class PlatformSimulationTest {

  private static final int SCHEDULES = 10;

  private final long wanted = Long.getLong("simulation.steps", 300_000);
  private final Duration atLeast = Duration.ofMinutes(Long.getLong("simulation.minutes", 0));
  private final long firstSeed = Long.getLong("simulation.seed", 1);

  /** What it says when the database is away is expected thousands of times. */
  @BeforeAll
  static void quiet() {
    log().setLevel(Level.ERROR);
  }

  @AfterAll
  static void loud() {
    log().setLevel(null);
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger(RunHandler.class);
  }

  @Test
  void noFaultChangesWhatRunsComeTo() throws InvalidDefinitionException {
    EnumMap<SimulatedFault, Long> counts = new EnumMap<>(SimulatedFault.class);
    long steps = 0;
    long seed = firstSeed;
    long until = System.nanoTime() + atLeast.toNanos();
    while (steps < wanted || System.nanoTime() - until < 0) {
      steps += simulate(seed++, counts);
    }
    System.out.printf(
        "simulation of processes: %,d steps, seeds %d to %d; faults %s%n",
        steps, firstSeed, seed - 1, counts);
    assertThat(counts).as("faults that fired").containsOnlyKeys(SimulatedFault.values());
  }

  private static long simulate(long seed, EnumMap<SimulatedFault, Long> counts)
      throws InvalidDefinitionException {
    SimulatedWorkflows workflows = new SimulatedWorkflows(new Random(seed));
    List<Definition> definitions = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<List<String>> parts = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      texts.add(workflows.next());
      parts.add(workflows.parts());
      definitions.add(Definition.parse(texts.getLast(), "seed " + seed));
    }
    int schedule = -1;
    try {
      Map<UUID, SimulatedAuditor.Result> expected =
          new SimulatedWorld(
                  definitions, parts, new Random(seed), false, new EnumMap<>(SimulatedFault.class))
              .run();
      long steps = 0;
      for (schedule = 0; schedule < SCHEDULES; schedule++) {
        SimulatedWorld world =
            new SimulatedWorld(
                definitions, parts, new Random(seed * 1_000 + schedule), true, counts);
        world.run();
        world.audit(expected);
        steps += world.steps();
      }
      return steps;
    } catch (RuntimeException e) {
      throw new AssertionError(
          "-Dsimulation.seed=%d, schedule %d: %s%n%s"
              .formatted(seed, schedule, e.getMessage(), texts),
          e);
    }
  }
}
