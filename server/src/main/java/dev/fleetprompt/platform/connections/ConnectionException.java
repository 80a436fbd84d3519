package dev.fleetprompt.platform.connections;

/** A connection that cannot be made or used; the message says what to do and shows no secret. */
public final class ConnectionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final String message;

  /**
   * @param code stable, such as {@code connection.not_found}
   * @param message what is wrong and what to do; no secrets
   */
  public ConnectionException(String code, String message) {
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
