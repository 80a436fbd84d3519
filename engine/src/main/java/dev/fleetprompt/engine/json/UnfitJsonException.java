package dev.fleetprompt.engine.json;

/** A value that cannot be stored; the message says which part and what to do. */
public final class UnfitJsonException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What is wrong with the value. */
  public enum Reason {
    NUL_CHARACTER,
    UNPAIRED_SURROGATE,
    TOO_DEEP,
    TOO_LARGE,
    NUMBER_OUT_OF_RANGE,
    NOT_JSON
  }

  private final Reason reason;

  UnfitJsonException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
