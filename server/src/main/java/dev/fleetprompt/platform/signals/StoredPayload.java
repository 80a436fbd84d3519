package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.schemas.ExactJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A payload as columns. */
record StoredPayload(
    @Nullable String contentType,
    @Nullable String schema,
    @Nullable String json,
    @Nullable String base64) {

  static final String JSON = "application/json";

  static StoredPayload of(Signal signal) {
    return switch (signal.data()) {
      case Signal.Payload.Json json ->
          new StoredPayload(JSON, json.schema().orElse(null), ExactJson.write(json.value()), null);
      case Signal.Payload.Binary binary ->
          new StoredPayload(
              binary.contentType().orElse(null),
              binary.schema().orElse(null),
              null,
              binary.base64());
      case Signal.Payload.None none -> new StoredPayload(null, null, null, null);
    };
  }

  Signal.Payload payload() {
    if (json != null) {
      return new Signal.Payload.Json(ExactJson.read(json), Optional.ofNullable(schema));
    }
    if (base64 != null) {
      return new Signal.Payload.Binary(
          base64, Optional.ofNullable(contentType), Optional.ofNullable(schema));
    }
    return new Signal.Payload.None();
  }
}
