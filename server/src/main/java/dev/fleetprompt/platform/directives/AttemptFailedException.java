package dev.fleetprompt.platform.directives;

/** An attempt that did not end in a recorded effect. */
public abstract sealed class AttemptFailedException extends Exception
    permits RetryableFailureException, FinalFailureException, UnknownOutcomeException {

  private static final long serialVersionUID = 1;

  private final String code;
  private final String message;

  /**
   * @param code stable, lower case with underscores, for programs
   * @param message what happened and what to do, for people; no secrets
   */
  protected AttemptFailedException(String code, String message) {
    super(message);
    this.code = code;
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }

  public String code() {
    return code;
  }
}
