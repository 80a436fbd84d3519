package dev.fleetprompt.surface.api.events;

import dev.fleetprompt.platform.ingress.EventIntake;
import dev.fleetprompt.platform.signals.InvalidSignalException;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.surface.api.events.EventProblem.Kind;
import dev.fleetprompt.surface.api.events.EventProblem.Mistake;
import dev.fleetprompt.surface.api.events.EventProblem.Place;
import dev.fleetprompt.surface.api.events.SentEvents.Mode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads events as the HTTP binding and the JSON format of CloudEvents 1.0.2 have them. The SDK's
 * own format reads numbers as doubles and names no places, so the SDK is what the tests send with.
 */
final class EventReader {
  private static final int LARGEST_EVENT = 256 * 1024;
  private static final int LARGEST_BATCH = 1024 * 1024;
  private static final String STRUCTURED = "cloudevents+json";
  private static final String BATCHED = "cloudevents-batch+json";

  private EventReader() {}

  static SentEvents read(HttpServletRequest request) throws EventProblem {
    MediaType type = contentType(request);
    return switch (mode(request, type)) {
      case BINARY -> binary(request);
      case STRUCTURED -> structured(RequestBody.json(RequestBody.read(request, LARGEST_EVENT)));
      case BATCHED -> batched(RequestBody.json(RequestBody.read(request, LARGEST_BATCH)));
    };
  }

  private static Mode mode(HttpServletRequest request, MediaType type) throws EventProblem {
    if (request.getHeader("Content-Encoding") != null) {
      throw EventProblem.of(Kind.UNSUPPORTED, "The body is compressed.");
    }
    if (type.getCharset() != null
        && Set.of("application", "text").contains(type.getType())
        && !type.getCharset().name().equalsIgnoreCase("utf-8")) {
      throw EventProblem.of(Kind.UNSUPPORTED, "The body is not in UTF-8.");
    }
    String subtype = type.getSubtype().toLowerCase(Locale.ROOT);
    if (type.getType().equalsIgnoreCase("application") && subtype.startsWith("cloudevents")) {
      return switch (subtype) {
        case STRUCTURED -> Mode.STRUCTURED;
        case BATCHED -> Mode.BATCHED;
        default ->
            throw EventProblem.of(Kind.UNSUPPORTED, "Of CloudEvents only JSON is understood.");
      };
    }
    if (request.getHeader("ce-specversion") == null) {
      throw EventProblem.of(
          Kind.UNSUPPORTED,
          "The content type is not one of CloudEvents, and there is no header ce-specversion.");
    }
    if (subtype.equals("x-www-form-urlencoded") || type.getType().equals("multipart")) {
      throw EventProblem.of(
          Kind.UNSUPPORTED,
          "The body is sent as a form; name the data's own type, such as application/json.");
    }
    return Mode.BINARY;
  }

  private static MediaType contentType(HttpServletRequest request) throws EventProblem {
    String text = request.getContentType();
    try {
      return text == null ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(text);
    } catch (InvalidMediaTypeException e) {
      throw EventProblem.of(Kind.UNSUPPORTED, "The content type cannot be read.");
    }
  }

  private static SentEvents binary(HttpServletRequest request) throws EventProblem {
    byte[] body = RequestBody.read(request, LARGEST_EVENT);
    try {
      Attributes attributes = EventHeaders.read(request);
      return new SentEvents(
          Mode.BINARY, List.of(attributes.event(Contents.ofBody(body, attributes))));
    } catch (InvalidSignalException e) {
      throw EventProblem.invalid(List.of(mistake(Mode.BINARY, 0, e)));
    }
  }

  private static SentEvents structured(JsonNode document) throws EventProblem {
    try {
      return new SentEvents(Mode.STRUCTURED, List.of(event(document)));
    } catch (InvalidSignalException e) {
      throw EventProblem.invalid(List.of(mistake(Mode.STRUCTURED, 0, e)));
    }
  }

  private static SentEvents batched(JsonNode document) throws EventProblem {
    if (!document.isArray()) {
      throw EventProblem.at(
          Kind.INVALID,
          new Mistake("batch_expected", new Place.Body(""), "A batch is an array of events."));
    }
    if (document.isEmpty()) {
      throw EventProblem.at(
          Kind.INVALID,
          new Mistake("batch_empty", new Place.Body(""), "The batch holds no event; send some."));
    }
    if (document.size() > EventIntake.MOST_EVENTS) {
      throw EventProblem.of(
          Kind.TOO_LARGE, "The batch holds %,d events.".formatted(document.size()));
    }
    List<OutsideEvent> events = new ArrayList<>();
    List<Mistake> mistakes = new ArrayList<>();
    for (int i = 0; i < document.size(); i++) {
      try {
        events.add(event(document.get(i)));
      } catch (InvalidSignalException e) {
        mistakes.add(mistake(Mode.BATCHED, i, e));
      }
    }
    if (!mistakes.isEmpty()) {
      throw EventProblem.invalid(mistakes);
    }
    return new SentEvents(Mode.BATCHED, events);
  }

  private static OutsideEvent event(JsonNode document) throws EventProblem {
    if (!(document instanceof ObjectNode event)) {
      throw new InvalidSignalException(
          "event_expected",
          "",
          "A CloudEvent in JSON is an object with id, source, type and more.");
    }
    Attributes attributes = new Attributes();
    for (Map.Entry<String, JsonNode> member : event.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (name.equals("data") || name.equals("data_base64") || value.isNull()) {
        continue;
      }
      if (value.isContainer() || value.isFloatingPointNumber()) {
        throw new InvalidSignalException(
            "signal_attribute_invalid",
            "/" + (name.length() > 40 ? name.substring(0, 40) + "…" : name),
            "An attribute is a string, a boolean or a whole number; put everything else into 'data'.");
      }
      attributes.put(name, value.asString());
    }
    return attributes.event(Contents.ofMembers(event, attributes));
  }

  /** A mistake in one event, with its place named as its sender wrote it. */
  static Mistake mistake(Mode mode, int index, InvalidSignalException reason) {
    String pointer = reason.pointer();
    Place place =
        switch (mode) {
          case STRUCTURED -> new Place.Body(pointer);
          case BATCHED -> new Place.Body("/" + index + pointer);
          case BINARY -> inHeadersOrBody(pointer);
        };
    return new Mistake(reason.code(), place, String.valueOf(reason.getMessage()));
  }

  private static Place inHeadersOrBody(String pointer) {
    if (pointer.isEmpty()) {
      return new Place.Body("");
    }
    if (pointer.equals("/data") || pointer.startsWith("/data/")) {
      return new Place.Body(pointer.substring("/data".length()));
    }
    return new Place.Header(
        pointer.equals("/datacontenttype") ? "content-type" : "ce-" + pointer.substring(1));
  }
}
