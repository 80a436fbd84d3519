package dev.fleetprompt.engine.interpreter;

import java.util.List;
import java.util.Optional;

/**
 * What a run waits for, or how it ended. A run that has not ended waits for at least one command;
 * one that has ended waits for none, and whatever is still under way for it may stop.
 */
public final class Decision {

  private final List<Command> outstanding;
  private final Optional<RunEnd> end;

  private Decision(List<Command> outstanding, Optional<RunEnd> end) {
    this.outstanding = outstanding;
    this.end = end;
  }

  static Decision waiting(List<Command> outstanding) {
    return new Decision(List.copyOf(outstanding), Optional.empty());
  }

  static Decision ended(RunEnd end) {
    return new Decision(List.of(), Optional.of(end));
  }

  /** Everything the run waits for now, in a stable order. */
  public List<Command> outstanding() {
    return outstanding;
  }

  public Optional<RunEnd> end() {
    return end;
  }
}
