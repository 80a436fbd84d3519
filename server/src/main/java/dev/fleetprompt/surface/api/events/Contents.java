package dev.fleetprompt.surface.api.events;

import dev.fleetprompt.platform.signals.InvalidSignalException;
import dev.fleetprompt.platform.signals.Signal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The data of an event. */
final class Contents {
  private Contents() {}

  /** Whether data of this type is JSON; what has no type is. */
  static boolean isJson(Optional<String> contentType) {
    if (contentType.isEmpty()) {
      return true;
    }
    String mediaType = contentType.get().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return mediaType.equals("application/json")
        || mediaType.equals("text/json")
        || mediaType.endsWith("+json");
  }

  /** A body that is nothing but the data. */
  static Signal.Payload ofBody(byte[] bytes, Attributes attributes) throws EventProblem {
    if (bytes.length == 0) {
      return new Signal.Payload.None();
    }
    return isJson(attributes.find("datacontenttype"))
        ? new Signal.Payload.Json(RequestBody.json(bytes), attributes.find("dataschema"))
        : binary(Base64.getEncoder().encodeToString(bytes), attributes);
  }

  /** The members {@code data} and {@code data_base64} of an event in JSON. */
  static Signal.Payload ofMembers(ObjectNode event, Attributes attributes) throws EventProblem {
    JsonNode data = event.path("data");
    JsonNode base64 = event.path("data_base64");
    boolean plain = !data.isMissingNode() && !data.isNull();
    boolean encoded = !base64.isMissingNode() && !base64.isNull();
    if (plain && encoded) {
      throw new InvalidSignalException(
          "data_ambiguous", "/data_base64", "An event has 'data' or 'data_base64', not both.");
    }
    boolean json = isJson(attributes.find("datacontenttype"));
    if (plain && json) {
      return new Signal.Payload.Json(data, attributes.find("dataschema"));
    }
    if (plain) {
      return text(data, attributes);
    }
    if (!encoded) {
      return new Signal.Payload.None();
    }
    if (!base64.isString()) {
      throw new InvalidSignalException(
          "signal_attribute_invalid", "/data_base64", "The member data_base64 is a string.");
    }
    return json
        ? new Signal.Payload.Json(
            RequestBody.json(decoded(base64.stringValue())), attributes.find("dataschema"))
        : binary(base64.stringValue(), attributes);
  }

  private static Signal.Payload text(JsonNode data, Attributes attributes) {
    if (!data.isString()) {
      throw new InvalidSignalException(
          "signal_attribute_invalid",
          "/data",
          "Data whose content type is not JSON is a string in 'data', or base64 in 'data_base64'.");
    }
    byte[] bytes = data.stringValue().getBytes(StandardCharsets.UTF_8);
    return binary(Base64.getEncoder().encodeToString(bytes), attributes);
  }

  private static Signal.Payload binary(String base64, Attributes attributes) {
    return new Signal.Payload.Binary(
        base64, attributes.find("datacontenttype"), attributes.find("dataschema"));
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidSignalException(
          "signal_attribute_invalid", "/data_base64", "The member data_base64 is no base64.");
    }
  }
}
