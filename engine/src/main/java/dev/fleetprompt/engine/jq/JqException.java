package dev.fleetprompt.engine.jq;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A jq runtime error that no {@code try} of the program caught. */
public final class JqException extends RuntimeException {
  private final transient JsonNode value;

  JqException(String message) {
    super(message, null, false, false);
    this.value = StringNode.valueOf(message);
  }

  JqException(JsonNode value, String message) {
    super(message, null, false, false);
    this.value = value;
  }

  /** The value of the error: its message, or whatever the program passed to {@code error}. */
  public JsonNode value() {
    return value;
  }
}
