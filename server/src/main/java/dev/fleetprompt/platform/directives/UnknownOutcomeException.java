package dev.fleetprompt.platform.directives;

/**
 * The effect may have happened: the attempt was cut after something was sent and before an answer
 * came.
 */
public final class UnknownOutcomeException extends AttemptFailedException {

  private static final long serialVersionUID = 1;

  public UnknownOutcomeException(String code, String message) {
    super(code, message);
  }
}
