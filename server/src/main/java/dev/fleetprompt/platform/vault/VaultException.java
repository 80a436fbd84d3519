package dev.fleetprompt.platform.vault;

/** A credential that cannot be had; the message says what to do. */
public final class VaultException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final String message;

  VaultException(String code, String message) {
    super(message);
    this.code = code;
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /**
   * {@code vault.credential_missing}, {@code vault.key_unknown} or {@code
   * vault.credential_damaged}.
   */
  public String code() {
    return code;
  }
}
