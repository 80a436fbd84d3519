package dev.fleetprompt.engine.interpreter;

/** A bound of the run was reached; no catch takes this. */
final class LimitException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient WorkflowError error;

  LimitException(String detail, String task) {
    super(detail, null, false, false);
    this.error = StandardErrors.limit(detail, task);
  }

  WorkflowError error() {
    return error;
  }
}
