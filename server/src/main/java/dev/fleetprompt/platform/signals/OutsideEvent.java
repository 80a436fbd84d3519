package dev.fleetprompt.platform.signals;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An event that somebody else states: not checked yet.
 *
 * @param source a URI reference, at most 500 characters; together with {@code id} it names the
 *     event for ever
 * @param id at most 500 characters
 * @param time when it happened; now if it is empty
 * @param extensions further CloudEvents attributes, at most 20; {@code correlationid} and {@code
 *     causationid} are understood when they are {@linkplain Link links}
 */
public record OutsideEvent(
    String source,
    String id,
    String type,
    Optional<String> subject,
    Optional<Instant> time,
    Signal.Payload data,
    Map<String, String> extensions) {

  public OutsideEvent {
    extensions = Map.copyOf(extensions);
  }
}
