package dev.fleetprompt.platform.schemas;

/** A document that is no JSON Schema 2020-12, or one that points outside itself. */
public final class InvalidSchemaException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public InvalidSchemaException(String message) {
    super(message);
  }
}
