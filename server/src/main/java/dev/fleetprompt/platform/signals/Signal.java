package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A fact that is recorded.
 *
 * @param id UUIDv7: within one correlation what follows has the greater one
 * @param source who states it, a URI reference; the platform's own is {@code urn:fleet:<instance>}
 * @param eventId its CloudEvents id: unique within the source
 * @param subject what it is about, within its source
 * @param time when it happened, as its source says
 * @param data the fact itself
 * @param correlation the run, directive or first signal that it belongs to
 * @param causation what directly brought it about
 * @param extensions further CloudEvents attributes it came with
 * @param recordedAt when it was taken in
 * @param stub whether retention has removed all but its place in the chain of causes
 */
public record Signal(
    TenantId tenant,
    UUID id,
    String source,
    String eventId,
    SignalType type,
    Optional<String> subject,
    Instant time,
    Payload data,
    Actor actor,
    Link correlation,
    Optional<Link> causation,
    Optional<String> traceparent,
    Map<String, String> extensions,
    Visibility visibility,
    Instant recordedAt,
    boolean stub) {

  public Signal {
    extensions = Map.copyOf(extensions);
  }

  /** What a signal says. */
  public sealed interface Payload {

    /** JSON, at most 64 KiB. */
    record Json(JsonNode value, Optional<String> schema) implements Payload {}

    /**
     * Anything else, at most 48 KiB before encoding.
     *
     * @param base64 the bytes, encoded
     */
    record Binary(String base64, Optional<String> contentType, Optional<String> schema)
        implements Payload {}

    /** Nothing beyond the signal itself. */
    record None() implements Payload {}
  }

  /** The JSON that it says; a missing node when it says none. */
  public JsonNode json() {
    return data instanceof Payload.Json json
        ? json.value()
        : tools.jackson.databind.node.MissingNode.getInstance();
  }
}
