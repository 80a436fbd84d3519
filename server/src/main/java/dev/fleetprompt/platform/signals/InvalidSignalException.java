package dev.fleetprompt.platform.signals;

/** A signal that was refused at the door; nothing was written. */
public final class InvalidSignalException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String code;
  private final String pointer;

  /**
   * @param code stable, lower case with underscores, for programs
   * @param message what is wrong and what to do, for people; no secrets
   */
  public InvalidSignalException(String code, String message) {
    this(code, "", message);
  }

  /**
   * @param pointer where it is wrong
   */
  public InvalidSignalException(String code, String pointer, String message) {
    super(message);
    this.code = code;
    this.pointer = pointer;
  }

  public String code() {
    return code;
  }

  /**
   * Where it is wrong: a JSON pointer into the CloudEvent's JSON form, such as {@code /data/total};
   * empty for the whole.
   */
  public String pointer() {
    return pointer;
  }
}
