package dev.fleetprompt.engine.interpreter;

/** What a timer brings about. */
final class TimerStep {

  private TimerStep() {}

  /** Goes on where something waited for the timer. */
  static Move reached(Waiting waiting, Machine machine) {
    return switch (waiting) {
      case Waiting.ForTime time -> new Move.Return(time.frame(), time.frame().input());
      case Waiting.ForRetry retry -> TryStep.again(retry, machine);
      case Waiting.ForCall w -> throw none("a call");
      case Waiting.ForEmission w -> throw none("an emission");
      case Waiting.ForRun w -> throw none("another run");
      case Waiting.ForBranches w -> throw none("a fork");
      case Waiting.ForEvents w -> throw none("a listen");
    };
  }

  /** Ends what took too long. */
  static Move timedOut(Frame frame) {
    return switch (frame) {
      case Frame.OfRun run ->
          new Move.Finish(
              new RunEnd.Faulted(
                  StandardErrors.timeout("The run took longer than its timeout.", "/timeout")));
      case Frame.OfTask task ->
          new Move.Raise(
              task.outer(),
              StandardErrors.timeout(
                  "The task took longer than its timeout.", task.task().head().pointer()));
      case Frame.OfTry attempt ->
          new Move.Raise(
              attempt,
              StandardErrors.timeout(
                  "Attempt " + attempt.attempt() + " took longer than an attempt may.",
                  attempt.task().head().pointer()));
      case Frame.OfList f -> throw none("a list");
      case Frame.OfLoop f -> throw none("a loop");
      case Frame.OfBranch f -> throw none("a branch");
      case Frame.OfItem f -> throw none("an event");
    };
  }

  private static IllegalStateException none(String what) {
    return new IllegalStateException(what + " has no timer");
  }
}
