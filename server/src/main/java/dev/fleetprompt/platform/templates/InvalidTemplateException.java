package dev.fleetprompt.platform.templates;

/** A template that may not be used. */
public final class InvalidTemplateException extends Exception {

  private static final long serialVersionUID = 1;

  private final int line;
  private final String remedy;

  /**
   * @param line counts from 1
   */
  InvalidTemplateException(int line, String message, String remedy) {
    super(message);
    this.line = line;
    this.remedy = remedy;
  }

  /** Counts from 1. */
  public int line() {
    return line;
  }

  /** What its author can do. */
  public String remedy() {
    return remedy;
  }
}
