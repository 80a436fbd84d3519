package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.Span;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Moves one strand from an entry to where it waits again or the run ends. Lives for one entry; its
 * time is the entry's.
 */
final class Machine {

  private final Definition definition;
  private final Limits limits;
  private final Evaluator evaluator;
  private final Instant now;
  private final UUID run;
  private long ordinal;
  private long steps;

  Machine(
      Definition definition,
      Limits limits,
      Evaluator evaluator,
      UUID run,
      Instant now,
      long ordinal) {
    this.definition = definition;
    this.limits = limits;
    this.evaluator = evaluator;
    this.run = run;
    this.now = now;
    this.ordinal = ordinal;
  }

  /** Where a strand stopped: it waits, or the run ended. */
  sealed interface Stop {
    record Parked(Strand strand) implements Stop {}

    record Ended(RunEnd end) implements Stop {}
  }

  Stop run(Move first) {
    Move move = first;
    try {
      while (true) {
        switch (move) {
          case Move.Park(Waiting waiting) -> {
            return new Stop.Parked(new Strand(waiting, ordinal));
          }
          case Move.Finish(RunEnd end) -> {
            return new Stop.Ended(end);
          }
          case Move.Start start -> move = countedStep(start, start.task().head().pointer());
          case Move.Return back -> move = countedStep(back, place(back.to()));
          case Move.Raise raise -> move = TryStep.raise(raise, this);
        }
      }
    } catch (LimitException e) {
      return new Stop.Ended(new RunEnd.Faulted(e.error()));
    }
  }

  private Move countedStep(Move move, String place) {
    if (++steps > limits.steps()) {
      throw new LimitException(
          "The run took "
              + limits.steps()
              + " steps without a call, wait or event between. It probably loops: check 'then' that"
              + " goes back, and 'while'.",
          place);
    }
    try {
      return switch (move) {
        case Move.Start start -> TaskStep.start(start, this);
        case Move.Return back -> back(back);
        case Move.Raise m -> throw new IllegalStateException();
        case Move.Park m -> throw new IllegalStateException();
        case Move.Finish m -> throw new IllegalStateException();
      };
    } catch (RaisedException e) {
      return new Move.Raise(origin(move), e.error());
    }
  }

  private Move back(Move.Return move) {
    return switch (move.to()) {
      case Frame.OfTask frame -> TaskStep.complete(frame, move.value(), this);
      case Frame.OfList frame -> ListStep.next(frame, move.value(), move.flow());
      case Frame.OfLoop frame -> ForStep.next(frame, move.value(), this);
      case Frame.OfTry frame -> new Move.Return(frame.outer(), move.value());
      case Frame.OfRun frame -> RunStep.complete(move.value(), this);
    };
  }

  /** Where an error that a move met is raised. */
  private static Frame origin(Move move) {
    Frame frame =
        switch (move) {
          case Move.Start start -> start.outer();
          case Move.Return back -> outside(back.to());
          case Move.Raise m -> throw new IllegalStateException();
          case Move.Park m -> throw new IllegalStateException();
          case Move.Finish m -> throw new IllegalStateException();
        };
    return frame;
  }

  private static Frame outside(Frame frame) {
    Frame outer = frame.outer();
    return outer == null ? frame : outer;
  }

  /** The pointer of the closest task at or around a frame; of the workflow when there is none. */
  static String place(@Nullable Frame frame) {
    for (Frame each = frame; each != null; each = each.outer()) {
      if (each instanceof Frame.OfTask task) {
        return task.task().head().pointer();
      }
      if (each instanceof Frame.OfList list) {
        return list.list().tasks().get(list.index()).head().pointer();
      }
    }
    return "/";
  }

  Definition definition() {
    return definition;
  }

  Limits limits() {
    return limits;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  Instant now() {
    return now;
  }

  UUID run() {
    return run;
  }

  CallId nextCall(String pointer) {
    return CallId.of(pointer, ++ordinal);
  }

  TimerId nextTimer(String pointer) {
    return TimerId.of(pointer, ++ordinal);
  }

  /** A deadline that begins now; null without a span. */
  @Nullable Deadline deadline(@Nullable Span span, String pointer, JsonNode value, View view) {
    return span == null
        ? null
        : new Deadline(nextTimer(pointer), now.plus(evaluator.length(span, value, view)));
  }
}
