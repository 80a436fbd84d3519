package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Definition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The work of one entry on a run. */
final class Turn {

  /** The data is measured again when it may have grown by this part of what is allowed. */
  private static final int GROWTH_PART = 4;

  private final Limits limits;
  private final RunState state;
  private final Instant clock;
  private final Evaluator evaluator;
  private final Machine machine;

  Turn(Definition definition, Limits limits, RunState state, Instant clock) {
    this.limits = limits;
    this.state = state;
    this.clock = clock;
    this.evaluator =
        new Evaluator(definition, state.facts(), state.exported(), limits.expressionSteps());
    this.machine = new Machine(definition, limits, evaluator, state, clock);
  }

  Machine machine() {
    return machine;
  }

  /**
   * Goes on where something waited for an answer.
   *
   * @param arrived what the answer adds to the run's data
   */
  RunState resume(Waiting waiting, Move move, JsonNode arrived) {
    machine.remove(waiting.number());
    return take(move, arrived);
  }

  /** Carries out a move. */
  RunState take(Move move, JsonNode arrived) {
    return settled(machine.run(move), arrived);
  }

  /** Offers an event to every listen; the very same state when none takes it. */
  RunState offer(JsonNode event) {
    boolean taken = false;
    RunEnd end = null;
    for (Waiting listen : state.strands().values()) {
      if (end == null && machine.waiting(listen.number()) instanceof Waiting.ForEvents waiting) {
        Move move = offered(waiting, event);
        if (move != null) {
          taken = true;
          end = machine.run(move);
        }
      }
    }
    return taken ? settled(end, event) : state;
  }

  private @Nullable Move offered(Waiting.ForEvents listen, JsonNode event) {
    try {
      return ListenStep.offer(listen, event, machine);
    } catch (LimitException e) {
      return new Move.Finish(new RunEnd.Faulted(e.error()));
    }
  }

  private RunState settled(@Nullable RunEnd end, JsonNode arrived) {
    if (end != null) {
      return state.ended(clock, evaluator.context(), end);
    }
    return sized(
        new RunState(
            state.facts(),
            clock,
            evaluator.context(),
            machine.strands(),
            machine.ordinal(),
            null,
            state.entries() + 1,
            state.growth() + evaluator.bytes() + StateSize.of(arrived, limits.stateBytes())));
  }

  private RunState sized(RunState next) {
    if (next.growth() <= limits.stateBytes() / GROWTH_PART) {
      return next;
    }
    if (StateSize.of(next, limits.stateBytes()) <= limits.stateBytes()) {
      return next.measured();
    }
    return state.ended(
        clock,
        state.exported(),
        new RunEnd.Faulted(
            StandardErrors.limit(
                "The run carries more than "
                    + limits.stateBytes()
                    + " bytes of data along. Select the fields you need with output.as, and keep"
                    + " long lists in records.",
                Machine.place(next.strands().values().getFirst().frame()))));
  }
}
