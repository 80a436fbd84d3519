package dev.fleetprompt.platform.templates;

/** A text that was not made, because making it went beyond the bounds. */
public final class RenderRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  RenderRefusedException(String message) {
    super(message);
  }
}
