package dev.fleetprompt.platform.directives;

/** A decision that did not count; the directive stands as it stood. */
public final class ApprovalRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Why a decision did not count. */
  public enum Code {
    /** There is no such directive. */
    NOT_FOUND,
    /** It waits for no decision (any more): somebody decided, or it was taken back. */
    NOT_WAITING,
    /** Its time ran out. */
    EXPIRED,
    /** The person may not decide, by their role. */
    ROLE_MISSING,
    /** It is the person's own request, and somebody else may decide. */
    OWN_REQUEST,
    /** A rejection says why. */
    REASON_MISSING
  }

  private final Code code;

  ApprovalRefusedException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
