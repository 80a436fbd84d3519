package dev.fleetprompt.engine.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task of a workflow. */
public sealed interface Task {

  TaskHead head();

  /** Calls a function of the workflow or of the outside. */
  record Call(TaskHead head, String function, Template arguments) implements Task {}

  /** Runs tasks in sequence. */
  record Do(TaskHead head, TaskList tasks) implements Task {}

  /**
   * Publishes an event.
   *
   * @param type the event's type, always literal
   */
  record Emit(TaskHead head, String type, Template event) implements Task {}

  /**
   * Repeats tasks for each item of a collection.
   *
   * @param each the variable that holds the item
   * @param at the variable that holds the index, from 0
   * @param condition goes on only while it gives true
   */
  record For(
      TaskHead head,
      String each,
      String at,
      Expression in,
      @Nullable Expression condition,
      TaskList tasks)
      implements Task {}

  /** Raises an error. */
  record Raise(TaskHead head, ErrorTemplate error) implements Task {}

  /** Gives a value. */
  record Set(TaskHead head, Template value) implements Task {}

  /** Chooses where to go on. */
  record Switch(TaskHead head, List<Case> cases) implements Task {
    public Switch {
      cases = List.copyOf(cases);
    }
  }

  /** A case of a switch; without a condition it always matches. */
  record Case(String name, @Nullable Expression condition, Flow then) {}

  /** Runs tasks and handles their errors. */
  record Try(TaskHead head, TaskList tasks, Catch handler) implements Task {}

  /**
   * Which errors a try takes and what it does then.
   *
   * @param as the variable that holds the error
   */
  record Catch(
      ErrorFilter errors,
      String as,
      @Nullable Expression when,
      @Nullable Expression exceptWhen,
      @Nullable RetryPolicy retry,
      @Nullable TaskList tasks) {}

  /** Lets time pass. */
  record Wait(TaskHead head, Span length) implements Task {}
}
