package dev.fleetprompt.surface.api.events;

import dev.fleetprompt.platform.signals.OutsideEvent;
import java.util.List;

/**
 * The events of a request.
 *
 * @param mode how they were sent, which decides how places are named
 * @param events in their order; at least one
 */
record SentEvents(Mode mode, List<OutsideEvent> events) {

  /** The three modes of CloudEvents over HTTP. */
  enum Mode {
    BINARY,
    STRUCTURED,
    BATCHED
  }
}
