package dev.fleetprompt.platform.directives;

/** Whether another directive can take the effect back: for policies and people. */
public enum Undo {
  COMPENSABLE,
  IRREVERSIBLE
}
