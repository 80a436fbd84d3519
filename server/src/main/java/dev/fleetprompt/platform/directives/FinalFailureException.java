package dev.fleetprompt.platform.directives;

/** Nothing took effect, and trying again would not help. */
public final class FinalFailureException extends AttemptFailedException {

  private static final long serialVersionUID = 1;

  public FinalFailureException(String code, String message) {
    super(code, message);
  }
}
