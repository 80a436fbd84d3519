package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Expression;
import dev.fleetprompt.engine.workflow.RetryPolicy;
import dev.fleetprompt.engine.workflow.Task;
import dev.fleetprompt.engine.workflow.TaskList;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tries, and decides what becomes of an error: caught, tried again, or passed on. */
final class TryStep {

  private TryStep() {}

  /** Begins an attempt, counted from 1. */
  static Move begin(Task.Try task, Frame.OfTask frame, int attempt, Machine machine) {
    RetryPolicy retry = task.handler().retry();
    Deadline deadline =
        machine.deadline(
            retry == null ? null : retry.attemptLength(),
            task.head().pointer(),
            frame.input(),
            View.ofTask(frame));
    return ListStep.begin(
        task.tasks(),
        new Frame.OfTry(frame, task, attempt, deadline),
        frame.input(),
        frame.scope().atAttempt(attempt));
  }

  /** Begins the attempt that a delay came before; its span may fail to evaluate. */
  static Move again(Waiting.ForRetry retry, Machine machine) {
    Frame.OfTask frame = retry.frame();
    if (!(frame.task() instanceof Task.Try task)) {
      throw new IllegalStateException("only a try is tried again");
    }
    try {
      return begin(task, frame, retry.attempt(), machine);
    } catch (RaisedException e) {
      return new Move.Raise(frame.outer(), e.error());
    }
  }

  /** Finds the closest try that takes the error; without one the run faults. */
  static Move raise(Move.Raise raise, Machine machine) {
    WorkflowError error = raise.error().at(Machine.place(raise.from()));
    for (Frame frame = raise.from(); frame != null; frame = frame.outer()) {
      if (!(frame instanceof Frame.OfTry attempt)) {
        leave(frame, machine);
        continue;
      }
      try {
        View view = view(attempt, error);
        if (takes(attempt.task().handler(), error, view, machine)) {
          return handle(attempt, error, view, machine);
        }
      } catch (RaisedException e) {
        return new Move.Raise(attempt.outer(), e.error());
      }
    }
    return new Move.Finish(new RunEnd.Faulted(error));
  }

  /** An error that leaves a branch or the work on an event ends the fork or the listen. */
  private static void leave(Frame frame, Machine machine) {
    if (frame instanceof Frame.OfBranch branch) {
      machine.drop(branch.outer());
    } else if (frame instanceof Frame.OfItem item) {
      machine.drop(item.outer());
    }
  }

  private static View view(Frame.OfTry attempt, WorkflowError error) {
    Frame.OfTask frame = attempt.outer();
    return View.ofTask(frame).in(frame.scope().with(attempt.task().handler().as(), error.toJson()));
  }

  private static boolean takes(
      Task.Catch handler, WorkflowError error, View view, Machine machine) {
    return ErrorMatch.matches(handler.errors(), error)
        && holds(handler.when(), handler.exceptWhen(), view, machine);
  }

  private static boolean holds(
      @Nullable Expression when, @Nullable Expression exceptWhen, View view, Machine machine) {
    Evaluator evaluator = machine.evaluator();
    return (when == null || evaluator.test(when, view.input(), view))
        && (exceptWhen == null || !evaluator.test(exceptWhen, view.input(), view));
  }

  private static Move handle(Frame.OfTry attempt, WorkflowError error, View view, Machine machine) {
    Task.Try task = attempt.task();
    RetryPolicy retry = task.handler().retry();
    if (retry != null && holds(retry.when(), retry.exceptWhen(), view, machine)) {
      Duration delay = RetryDelay.after(attempt, retry, view, machine);
      if (again(attempt, retry, delay, view, machine)) {
        return later(attempt, delay, machine);
      }
    }
    TaskList tasks = task.handler().tasks();
    if (tasks != null) {
      return ListStep.begin(tasks, attempt.outer(), attempt.outer().input(), view.scope());
    }
    return retry == null
        ? new Move.Return(attempt.outer(), attempt.outer().input())
        : new Move.Raise(attempt.outer().outer(), error);
  }

  private static boolean again(
      Frame.OfTry attempt, RetryPolicy retry, Duration delay, View view, Machine machine) {
    Integer most = retry.attempts();
    if (attempt.attempt() > (most == null ? machine.limits().retries() : most)) {
      return false;
    }
    if (retry.totalLength() == null) {
      return true;
    }
    Instant end =
        attempt
            .outer()
            .startedAt()
            .plus(machine.evaluator().length(retry.totalLength(), view.input(), view));
    return !machine.now().plus(delay).isAfter(end);
  }

  private static Move later(Frame.OfTry attempt, Duration delay, Machine machine) {
    Frame.OfTask frame = attempt.outer();
    int next = attempt.attempt() + 1;
    if (delay.isZero()) {
      return begin(attempt.task(), frame, next, machine);
    }
    return new Move.Park(
        new Waiting.ForRetry(
            frame,
            new Command.StartTimer(
                machine.nextTimer(attempt.task().head().pointer()), machine.now().plus(delay)),
            next));
  }
}
