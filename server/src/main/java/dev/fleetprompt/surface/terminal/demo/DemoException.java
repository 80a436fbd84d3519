package dev.fleetprompt.surface.terminal.demo;

/** Why the demonstration cannot go on; the message says what to do. */
final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }

  DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
