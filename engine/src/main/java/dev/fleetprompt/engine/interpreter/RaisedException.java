package dev.fleetprompt.engine.interpreter;

/** Carries an error from where a value is computed to the machine, which looks for a catch. */
final class RaisedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient WorkflowError error;

  RaisedException(WorkflowError error) {
    super(error.detail(), null, false, false);
    this.error = error;
  }

  WorkflowError error() {
    return error;
  }
}
