package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.schemas.ExactJson;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Signals and events from outside as CloudEvents 1.0. */
public final class CloudEventForm {

  private CloudEventForm() {}

  /** A signal as others read it. */
  public static CloudEvent of(Signal signal) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(signal.eventId())
            .withSource(URI.create(signal.source()))
            .withType(signal.type().value())
            .withTime(signal.time().atOffset(ZoneOffset.UTC))
            .withExtension("correlationid", signal.correlation().toString())
            .withExtension("actorkind", signal.actor().kind().text())
            .withExtension("actorid", signal.actor().id());
    signal.subject().ifPresent(event::withSubject);
    signal.causation().ifPresent(link -> event.withExtension("causationid", link.toString()));
    signal.traceparent().ifPresent(trace -> event.withExtension("traceparent", trace));
    signal.extensions().forEach(event::withExtension);
    switch (signal.data()) {
      case Signal.Payload.Json json -> {
        event.withData(
            StoredPayload.JSON, ExactJson.write(json.value()).getBytes(StandardCharsets.UTF_8));
        json.schema().ifPresent(schema -> event.withDataSchema(URI.create(schema)));
      }
      case Signal.Payload.Binary binary -> {
        event.withData(
            binary.contentType().orElse("application/octet-stream"),
            Base64.getDecoder().decode(binary.base64()));
        binary.schema().ifPresent(schema -> event.withDataSchema(URI.create(schema)));
      }
      case Signal.Payload.None none -> {}
    }
    return event.build();
  }

  /**
   * What somebody sent, to be taken in by {@link SignalEntry#outside}. Who sent it is not read from
   * it: {@code actorkind} and {@code actorid} are dropped.
   *
   * @throws InvalidSignalException when its data claims to be JSON and is not
   */
  public static OutsideEvent of(CloudEvent event) {
    Map<String, String> extensions = new HashMap<>();
    for (String name : event.getExtensionNames()) {
      Object value = event.getExtension(name);
      if (value != null && !name.equals("actorkind") && !name.equals("actorid")) {
        extensions.put(name, value.toString());
      }
    }
    return new OutsideEvent(
        event.getSource().toString(),
        event.getId(),
        event.getType(),
        Optional.ofNullable(event.getSubject()),
        Optional.ofNullable(event.getTime()).map(OffsetDateTime::toInstant),
        payload(event),
        extensions);
  }

  private static Signal.Payload payload(CloudEvent event) {
    CloudEventData data = event.getData();
    if (data == null) {
      return new Signal.Payload.None();
    }
    Optional<String> schema = Optional.ofNullable(event.getDataSchema()).map(URI::toString);
    if (!isJson(event.getDataContentType())) {
      return new Signal.Payload.Binary(
          Base64.getEncoder().encodeToString(data.toBytes()),
          Optional.ofNullable(event.getDataContentType()),
          schema);
    }
    try {
      return new Signal.Payload.Json(
          ExactJson.read(new String(data.toBytes(), StandardCharsets.UTF_8)), schema);
    } catch (JacksonException e) {
      throw new InvalidSignalException(
          "signal_data_invalid",
          "The event's data is no JSON, though its content type says so; send JSON or name its type");
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return true;
    }
    String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
    return mediaType.equals(StoredPayload.JSON)
        || mediaType.equals("text/json")
        || mediaType.endsWith("+json");
  }
}
