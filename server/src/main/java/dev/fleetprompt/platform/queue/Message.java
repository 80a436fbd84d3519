package dev.fleetprompt.platform.queue;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * News for an item. Read as often as needed; gone only when {@link QueueChange.Consume} is
 * committed.
 *
 * @param id unique for its item while it waits; {@code timer:<name>} for a timer that came due
 */
public record Message(String id, JsonNode body, Instant arrivedAt) {

  private static final String TIMER = "timer:";

  public boolean isTimer() {
    return id.startsWith(TIMER);
  }

  /** The name of the timer that came due. */
  public String timerName() {
    return id.substring(TIMER.length());
  }
}
