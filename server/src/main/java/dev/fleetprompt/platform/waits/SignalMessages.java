package dev.fleetprompt.platform.waits;

import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.signals.Signal;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Signals as messages of an inbox: the id is {@code signal:<uuid>}, so an inbox holds a signal once
 * and sorting by id is sorting by signal; the body is the signal as a CloudEvent in JSON.
 */
public final class SignalMessages {

  private static final String PREFIX = "signal:";

  private SignalMessages() {}

  public static String id(UUID signal) {
    return PREFIX + signal;
  }

  /** The signal that a message brings; empty for messages of another kind. */
  public static Optional<String> signal(Message message) {
    return message.id().startsWith(PREFIX)
        ? Optional.of(message.id().substring(PREFIX.length()))
        : Optional.empty();
  }

  /**
   * @param event the signal as a CloudEvent
   */
  static Message of(Signal signal, JsonNode event) {
    return new Message(id(signal.id()), event, signal.recordedAt());
  }
}
