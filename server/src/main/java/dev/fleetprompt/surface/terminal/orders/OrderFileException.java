package dev.fleetprompt.surface.terminal.orders;

/** Why a file cannot be read as orders at all; the message says what to do about it. */
public final class OrderFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OrderFileException(String message) {
    super(message);
  }

  OrderFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
