package dev.fleetprompt.platform.signals;

/** A signal that was refused at the door; nothing was written. */
public final class InvalidSignalException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String code;

  /**
   * @param code stable, lower case with underscores, for programs
   * @param message what is wrong and what to do, for people; no secrets
   */
  public InvalidSignalException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
