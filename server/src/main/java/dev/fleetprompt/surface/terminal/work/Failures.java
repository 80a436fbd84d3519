package dev.fleetprompt.surface.terminal.work;

import dev.fleetprompt.engine.interpreter.WorkflowError;

/** Why a run ended, in one line. */
public final class Failures {
  private Failures() {}

  public static String of(WorkflowError error) {
    String detail = error.detail() == null ? error.title() : error.detail();
    return detail == null ? error.type() : detail;
  }
}
