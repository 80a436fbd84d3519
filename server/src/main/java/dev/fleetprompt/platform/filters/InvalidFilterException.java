package dev.fleetprompt.platform.filters;

/** A filter that was refused when it was saved. */
public final class InvalidFilterException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String pointer;

  /**
   * @param pointer JSON pointer into the filter
   * @param message what is wrong there and what to do
   */
  InvalidFilterException(String pointer, String message) {
    super("Filter at '" + pointer + "': " + message);
    this.pointer = pointer;
  }

  public String pointer() {
    return pointer;
  }
}
