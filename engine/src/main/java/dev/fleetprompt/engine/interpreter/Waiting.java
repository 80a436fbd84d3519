package dev.fleetprompt.engine.interpreter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a run waits for in one place, and the frame that goes on afterwards. */
sealed interface Waiting {

  /** Its number in the run, from 1; that of its command when it has one. */
  long number();

  Frame.OfTask frame();

  /** What is asked for; null for what only waits for other strands. */
  @Nullable Command command();

  /** Whether an answer to a command is for this. */
  default boolean answeredBy(CallId call) {
    return switch (this) {
      case ForCall w -> w.command.id().equals(call);
      case ForEmission w -> w.command.id().equals(call);
      case ForRun w -> w.command.id().equals(call);
      case ForEvents w -> w.id.equals(call);
      case ForTime w -> false;
      case ForRetry w -> false;
      case ForBranches w -> false;
    };
  }

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

    @Override
    public long number() {
      return command.id().ordinal();
    }
  }

  /** The confirmation that an event was published. */
  record ForEmission(Frame.OfTask frame, Command.Emit command) implements Waiting {
    @Override
    public long number() {
      return command.id().ordinal();
    }
  }

  /** The end of another run. */
  record ForRun(Frame.OfTask frame, Command.RunWorkflow command) implements Waiting {
    ForRun referredTo(String reference) {
      return new ForRun(
          frame,
          new Command.RunWorkflow(
              command.id(),
              command.task(),
              command.namespace(),
              command.name(),
              command.version(),
              command.input(),
              command.await(),
              reference));
    }

    @Override
    public long number() {
      return command.id().ordinal();
    }
  }

  /** An instant, after which a wait task ends. */
  record ForTime(Frame.OfTask frame, Command.StartTimer command) implements Waiting {
    @Override
    public long number() {
      return command.id().ordinal();
    }
  }

  /**
   * An instant, after which a try begins its next attempt.
   *
   * @param attempt the next one
   */
  record ForRetry(Frame.OfTask frame, Command.StartTimer command, int attempt) implements Waiting {
    @Override
    public long number() {
      return command.id().ordinal();
    }
  }

  /**
   * The other branches of a fork.
   *
   * @param outputs of the branches that ended, by their places
   */
  record ForBranches(Frame.OfTask frame, long number, Numbered<JsonNode> outputs)
      implements Waiting {
    @Override
    public @Nullable Command command() {
      return null;
    }
  }

  /**
   * Events.
   *
   * @param outputs what the listen has given so far
   * @param backlog events that wait for the one being worked on
   * @param begun how many events have been worked on
   * @param busy whether an event is being worked on
   */
  record ForEvents(
      Frame.OfTask frame,
      CallId id,
      Instant since,
      Consumption consumption,
      Collected outputs,
      Backlog backlog,
      int begun,
      boolean busy)
      implements Waiting {

    @Override
    public long number() {
      return id.ordinal();
    }

    @Override
    public @Nullable Command command() {
      List<Awaited> awaited = consumption.awaited();
      return awaited.isEmpty() ? null : new Command.Listen(id, id.task(), awaited, since);
    }

    ForEvents with(Consumption next) {
      return new ForEvents(frame, id, since, next, outputs, backlog, begun, busy);
    }

    ForEvents queued(JsonNode item) {
      return new ForEvents(frame, id, since, consumption, outputs, backlog.with(item), begun, busy);
    }

    ForEvents began(Backlog rest) {
      return new ForEvents(frame, id, since, consumption, outputs, rest, begun + 1, true);
    }

    ForEvents gave(JsonNode output) {
      return new ForEvents(
          frame, id, since, consumption, outputs.with(output), backlog, begun, false);
    }
  }
}
