package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.Span;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Moves a run from an entry to where all of its strands wait again or the run ends: one strand at a
 * time, each as far as it can go. Lives for one entry; its time is the entry's.
 */
final class Machine {

  private final Definition definition;
  private final Limits limits;
  private final Evaluator evaluator;
  private final RunFacts facts;
  private final Instant now;
  private final Deque<Move.Start> later = new ArrayDeque<>();
  private Numbered<Waiting> strands;
  private long ordinal;
  private long steps;

  Machine(Definition definition, Limits limits, Evaluator evaluator, RunState state, Instant now) {
    this.definition = definition;
    this.limits = limits;
    this.evaluator = evaluator;
    this.facts = state.facts();
    this.now = now;
    this.strands = state.strands();
    this.ordinal = state.ordinal();
  }

  /** Carries out a move and all that follows from it; the run's end, or null when it waits. */
  @Nullable RunEnd run(Move first) {
    Move move = first;
    try {
      while (true) {
        switch (move) {
          case Move.Park(Waiting waiting) -> {
            put(waiting);
            move = new Move.Halt();
          }
          case Move.Halt halt -> {
            Move next = later.poll();
            if (next == null) {
              return null;
            }
            move = next;
          }
          case Move.Finish(RunEnd end) -> {
            return end;
          }
          case Move.Start start -> move = countedStep(start, start.task().head().pointer());
          case Move.Return back -> move = countedStep(back, place(back.to()));
          case Move.Take take -> move = countedStep(take, take.listen().id().task());
          case Move.Raise raise -> move = TryStep.raise(raise, this);
        }
      }
    } catch (LimitException e) {
      return new RunEnd.Faulted(e.error());
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
        case Move.Take take -> ListenStep.take(take, this);
        case Move.Raise m -> m;
        case Move.Park m -> m;
        case Move.Halt m -> m;
        case Move.Finish m -> m;
      };
    } catch (RaisedException e) {
      return raised(move, e.error());
    }
  }

  private Move back(Move.Return move) {
    return switch (move.to()) {
      case Frame.OfTask frame -> TaskStep.complete(frame, move.value(), this);
      case Frame.OfList frame -> ListStep.next(frame, move.value(), move.flow());
      case Frame.OfLoop frame -> ForStep.next(frame, move.value(), this);
      case Frame.OfTry frame -> new Move.Return(frame.outer(), move.value());
      case Frame.OfBranch frame -> ForkStep.branch(frame, move.value(), move.flow(), this);
      case Frame.OfItem frame -> ListenStep.worked(frame, move.value(), this);
      case Frame.OfRun frame -> RunStep.complete(move.value(), this);
    };
  }

  /** The error that a move met, raised where the move was going on. */
  private Move.Raise raised(Move move, WorkflowError error) {
    return switch (move) {
      case Move.Start start -> new Move.Raise(start.outer(), error);
      case Move.Return(Frame.OfItem frame, JsonNode v, var f) -> new Move.Raise(frame, error);
      case Move.Return back -> new Move.Raise(outside(back.to()), error);
      case Move.Take take -> {
        drop(take.listen().frame());
        yield new Move.Raise(take.listen().frame().outer(), error);
      }
      case Move.Raise m -> m;
      case Move.Park m -> throw new IllegalStateException("waiting fails at nothing");
      case Move.Halt m -> throw new IllegalStateException("halting fails at nothing");
      case Move.Finish m -> throw new IllegalStateException("an end fails at nothing");
    };
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

  /** All that the run waits for. */
  Numbered<Waiting> strands() {
    return strands;
  }

  @Nullable Waiting waiting(long number) {
    return strands.get(number);
  }

  void put(Waiting waiting) {
    strands = strands.with(waiting.number(), waiting);
    bounded(waiting.frame());
  }

  void remove(long number) {
    strands = strands.without(number);
  }

  /** Starts a branch after the one that is going on. */
  void later(Move.Start start) {
    later.push(start);
    bounded(start.outer());
  }

  private void bounded(Frame frame) {
    if (strands.size() + later.size() > limits.strands()) {
      throw new LimitException(
          "The run has more than "
              + limits.strands()
              + " branches and waits at the same time. Work on parts one after the other.",
          place(frame));
    }
  }

  /** Forgets all that waits or has yet to start inside a frame. */
  void drop(Frame frame) {
    strands = strands.only(waiting -> !waiting.frame().within(frame));
    later.removeIf(start -> start.outer().within(frame));
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

  RunFacts facts() {
    return facts;
  }

  Instant now() {
    return now;
  }

  long ordinal() {
    return ordinal;
  }

  long nextNumber() {
    return ++ordinal;
  }

  CallId nextCall(String pointer) {
    return CallId.of(pointer, nextNumber());
  }

  TimerId nextTimer(String pointer) {
    return TimerId.of(pointer, nextNumber());
  }

  /** A deadline that begins now; null without a span. */
  @Nullable Deadline deadline(@Nullable Span span, String pointer, JsonNode value, View view) {
    return span == null
        ? null
        : new Deadline(nextTimer(pointer), now.plus(evaluator.length(span, value, view)));
  }
}
