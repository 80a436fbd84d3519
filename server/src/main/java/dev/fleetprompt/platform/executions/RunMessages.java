package dev.fleetprompt.platform.executions;

import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The forms of messages that reach a run's inbox. */
final class RunMessages {

  static final String CANCEL = "cancel";

  private static final String DIRECTIVE = "directive:";

  private RunMessages() {}

  /** The directive whose end a message tells. */
  static Optional<String> directive(String messageId) {
    return messageId.startsWith(DIRECTIVE)
        ? Optional.of(messageId.substring(DIRECTIVE.length()))
        : Optional.empty();
  }

  static String directive(UUID id) {
    return DIRECTIVE + id;
  }

  static String reason(JsonNode body) {
    return body.path("reason").stringValue("cancelled");
  }
}
