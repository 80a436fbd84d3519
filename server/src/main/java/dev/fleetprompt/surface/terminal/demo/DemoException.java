package dev.fleetprompt.surface.terminal.demo;

/** The demonstration cannot go on; the message says why and what to do. */
class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1;

  DemoException(String message) {
    super(message);
  }
}
