package dev.fleetprompt.platform.policies;

/** A rule that cannot be kept; the message says what to write instead. */
public final class InvalidPolicyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String code;

  /**
   * @param code stable, such as {@code policy_rule_type_invalid}
   */
  public InvalidPolicyException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
