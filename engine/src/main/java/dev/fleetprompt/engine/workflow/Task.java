package dev.fleetprompt.engine.workflow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One task of a workflow. */
public sealed interface Task {

  TaskHead head();

  /**
   * Calls a function of the workflow or of the outside.
   *
   * @param local whether functions of the workflow come first; not so for those of a catalog
   */
  record Call(TaskHead head, String function, boolean local, Template arguments) implements Task {}

  /**
   * Ends the run and goes on with a new one of the same workflow.
   *
   * @param input the new run's; when absent, the task's
   */
  record Continue(TaskHead head, @Nullable Template input) implements Task {}

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

  /**
   * Runs tasks side by side.
   *
   * @param branches each a single task
   * @param compete whether the first to end decides, and the others are dropped
   */
  record Fork(TaskHead head, List<Task> branches, boolean compete) implements Task {
    public Fork {
      branches = List.copyOf(branches);
    }
  }

  /**
   * Waits for events.
   *
   * @param foreach what to do with each event
   */
  record Listen(TaskHead head, EventStrategy to, Read read, @Nullable Foreach foreach)
      implements Task {}

  /** What of an event a listen gives. */
  enum Read {
    /** The event's {@code data}. */
    DATA,
    /** The whole event. */
    ENVELOPE,
    /** The event's data as a text. */
    RAW
  }

  /**
   * What to do with each event of a listen, one after the other.
   *
   * @param item the variable that holds what was read
   * @param at the variable that holds the index, from 0
   */
  record Foreach(String item, String at, @Nullable TaskList tasks, Filter output, Filter export) {}

  /**
   * Calls an operation that an OpenAPI document describes, over HTTP.
   *
   * @param output {@code content}, {@code response} or {@code raw}
   * @param redirect whether a redirect that is not followed counts as success
   */
  record OpenApi(
      TaskHead head,
      Operation operation,
      Map<String, Template> parameters,
      @Nullable Template authentication,
      String output,
      boolean redirect)
      implements Task {
    public OpenApi {
      parameters = Map.copyOf(parameters);
    }
  }

  /** Raises an error. */
  record Raise(TaskHead head, ErrorTemplate error) implements Task {}

  /**
   * Runs another workflow.
   *
   * @param await whether to wait for its end and give its output
   */
  record Run(TaskHead head, WorkflowReference workflow, Template input, boolean await)
      implements Task {}

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
