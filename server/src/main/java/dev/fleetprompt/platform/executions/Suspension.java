package dev.fleetprompt.platform.executions;

import static java.util.Comparator.comparing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Whether somebody suspended a run. While it is, calls that are under way may end and it may be
 * cancelled; everything else that arrives waits, in memory and in its inbox.
 */
final class Suspension {

  private final RunContext context;
  private boolean holds;

  Suspension(RunContext context) {
    this.context = context;
    this.holds = context.execution().status() == ExecutionStatus.SUSPENDED;
  }

  boolean holds() {
    return holds;
  }

  /** Gives a turn what arrived, and leaves what waits for the run to go on. */
  void take(Deque<RunInput> inputs, Turn turn) {
    Deque<RunInput> others = new ArrayDeque<>();
    List<RunControl> asked = new ArrayList<>();
    for (RunInput input : inputs) {
      control(input).ifPresentOrElse(asked::add, () -> others.add(input));
    }
    inputs.clear();
    // Those that arrived at the same instant are read in any order.
    asked.stream().sorted(comparing(RunControl::order)).forEach(one -> obey(one, turn));
    for (RunInput input : others) {
      if (holds && waits(input)) {
        inputs.add(input);
      } else {
        turn.accept(input);
      }
    }
  }

  private void obey(RunControl asked, Turn turn) {
    turn.add(asked.consumed(context.item()));
    boolean hold =
        switch (asked.kind()) {
          case SUSPEND -> true;
          case RESUME -> false;
        };
    if (hold != holds) {
      holds = hold;
      turn.add(context.facts().controlled(context.execution(), asked));
    }
  }

  private static Optional<RunControl> control(RunInput input) {
    return input instanceof RunInput.Arrived arrived
        ? RunControl.of(arrived.message())
        : Optional.empty();
  }

  private static boolean waits(RunInput input) {
    return switch (input) {
      case RunInput.CallEnded ended -> false;
      case RunInput.Repeated repeated -> true;
      case RunInput.Arrived arrived -> !arrived.message().id().equals(RunMessages.CANCEL);
    };
  }
}
