package dev.fleetprompt.engine.interpreter;

/** What a strand of a run waits for, and the frame that goes on afterwards. */
sealed interface Waiting {

  Frame frame();

  Command command();

  /** The answer to a call. */
  record ForCall(Frame.OfTask frame, Command.Call command) implements Waiting {
    ForCall referredTo(String reference) {
      return new ForCall(
          frame,
          new Command.Call(
              command.id(),
              command.task(),
              command.function(),
              command.arguments(),
              command.metadata(),
              command.attempt(),
              reference));
    }
  }

  /** The confirmation that an event was published. */
  record ForEmission(Frame.OfTask frame, Command.Emit command) implements Waiting {}

  /** An instant, after which a wait task ends. */
  record ForTime(Frame.OfTask frame, Command.StartTimer command) implements Waiting {}

  /**
   * An instant, after which a try begins its next attempt.
   *
   * @param attempt the next one
   */
  record ForRetry(Frame.OfTask frame, Command.StartTimer command, int attempt) implements Waiting {}
}
