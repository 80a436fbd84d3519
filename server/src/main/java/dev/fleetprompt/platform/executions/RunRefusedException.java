package dev.fleetprompt.platform.executions;

/** Something asked of a run that cannot be done; nothing was changed. */
public final class RunRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String code;

  /**
   * @param code stable, for programs
   * @param message says what to do instead
   */
  RunRefusedException(String code, String message) {
    super(message);
    this.code = code;
  }

  static RunRefusedException unknown() {
    return new RunRefusedException("run_unknown", "There is no such run.");
  }

  static RunRefusedException ended(ExecutionStatus status, String done) {
    return new RunRefusedException(
        "run_ended",
        "The run is %s already, so it cannot be %s. Branch from one of its entries instead."
            .formatted(status.text(), done));
  }

  /** Stable, for programs. */
  public String code() {
    return code;
  }
}
