package dev.fleetprompt.surface.api.events;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.surface.api.events.EventProblem.Kind;
import dev.fleetprompt.surface.api.events.EventProblem.Mistake;
import dev.fleetprompt.surface.api.events.EventProblem.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/** Reads a body of bounded size, and JSON in it, so that what is wrong is named by its place. */
final class RequestBody {
  private static final int LONGEST_POINTER = 200;

  private RequestBody() {}

  /** All bytes of the body; not more than {@code most} are held. */
  static byte[] read(HttpServletRequest request, int most) throws EventProblem {
    if (request.getContentLengthLong() > most) {
      throw tooLarge(most);
    }
    try {
      byte[] bytes = request.getInputStream().readNBytes(most + 1);
      if (bytes.length > most) {
        throw tooLarge(most);
      }
      return bytes;
    } catch (IOException e) {
      throw EventProblem.of(Kind.MALFORMED, "The body broke off before its end.");
    }
  }

  static JsonNode json(byte[] bytes) throws EventProblem {
    try (JsonParser parser = ExactJson.mapper().createParser(bytes)) {
      try {
        JsonNode document = ExactJson.mapper().readTree(parser);
        if (document == null || document.isMissingNode()) {
          throw malformed("", "There is nothing where JSON should be.");
        }
        if (parser.nextToken() != null) {
          throw malformed("", "Something follows the end of the JSON document.");
        }
        return document;
      } catch (StreamConstraintsException e) {
        String pointer = pointer(parser);
        throw EventProblem.at(
            Kind.INVALID,
            new Mistake(
                "json_out_of_bounds",
                new Place.Body(pointer),
                "The JSON is nested too deeply or has a name or number that is too long (line %d, column %d); an event's data may nest 64 levels."
                    .formatted(
                        e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                        e.getLocation() == null ? 0 : e.getLocation().getColumnNr())));
      } catch (JacksonException e) {
        throw malformed(
            pointer(parser),
            e.getLocation() == null
                ? "The JSON is malformed."
                : "The JSON is malformed at line %d, column %d: something unexpected, a name that occurs twice, a control character or bytes that are no UTF-8."
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
      }
    }
  }

  private static String pointer(JsonParser parser) {
    String pointer = parser.streamReadContext().pathAsPointer().toString();
    return pointer.length() > LONGEST_POINTER
        ? pointer.substring(0, LONGEST_POINTER) + "…"
        : pointer;
  }

  private static EventProblem malformed(String pointer, String detail) {
    return EventProblem.at(
        Kind.MALFORMED, new Mistake("json_malformed", new Place.Body(pointer), detail));
  }

  private static EventProblem tooLarge(int most) {
    return EventProblem.of(Kind.TOO_LARGE, "The body is larger than %,d bytes.".formatted(most));
  }
}
