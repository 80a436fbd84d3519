package dev.fleetprompt.surface.api.events;

import dev.fleetprompt.platform.signals.InvalidSignalException;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.platform.signals.Signal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one CloudEvent by name, however they came. Places in errors are those of the
 * JSON form.
 */
final class Attributes {
  private static final Set<String> CONTEXT =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "subject",
          "time",
          "dataschema",
          "datacontenttype");

  /** Who sent it follows from the token, not from what is sent. */
  private static final Set<String> OURS = Set.of("actorkind", "actorid");

  private final Map<String, String> values = new LinkedHashMap<>();

  void put(String name, String value) {
    if (values.putIfAbsent(name, value) != null) {
      throw new InvalidSignalException(
          "attribute_repeated", "/" + name, "The attribute is given twice; give it once.");
    }
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The event, to be judged by those who take it in.
   *
   * @throws InvalidSignalException when an attribute is missing or cannot be read
   */
  OutsideEvent event(Signal.Payload data) {
    requireVersion(values.get("specversion"));
    Map<String, String> extensions = new LinkedHashMap<>(values);
    extensions.keySet().removeAll(CONTEXT);
    extensions.keySet().removeAll(OURS);
    return new OutsideEvent(
        required("source"),
        required("id"),
        required("type"),
        find("subject"),
        find("time").map(Attributes::time),
        data,
        extensions);
  }

  private String required(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new InvalidSignalException(
          "attribute_missing", "/" + name, "A CloudEvent needs the attribute '" + name + "'.");
    }
    return value;
  }

  private static void requireVersion(@Nullable String version) {
    if (!"1.0".equals(version)) {
      throw new InvalidSignalException(
          "specversion_unsupported",
          "/specversion",
          version == null
              ? "A CloudEvent needs the attribute 'specversion'; send \"1.0\"."
              : "Only version 1.0 of CloudEvents is understood; send \"1.0\".");
    }
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new InvalidSignalException(
          "signal_attribute_invalid",
          "/time",
          "The event's time cannot be read; write it like 2026-11-20T08:15:00Z, with its offset from UTC.");
    }
  }
}
