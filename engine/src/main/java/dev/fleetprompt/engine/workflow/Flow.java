package dev.fleetprompt.engine.workflow;

/** Where a run goes after a task. */
public sealed interface Flow {

  /** To the next task of the same list. */
  record Continue() implements Flow {}

  /** Out of the list. */
  record Exit() implements Flow {}

  /** To the end of the run. */
  record End() implements Flow {}

  /** To a task of the same list, by its place. */
  record Goto(String task, int index) implements Flow {}

  Flow CONTINUE = new Continue();
  Flow EXIT = new Exit();
  Flow END = new End();
}
