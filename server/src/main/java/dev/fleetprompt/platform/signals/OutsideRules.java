package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.schemas.JsonBounds;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the attributes of an event from outside must look like. */
final class OutsideRules {

  private static final int LONGEST_NAME = 500;
  private static final int LONGEST_VALUE = 1_000;
  private static final int MOST_EXTENSIONS = 20;
  private static final int LARGEST_BINARY = SignalEntry.LARGEST;
  private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,20}");
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private OutsideRules() {}

  static void check(OutsideEvent event, PlatformSource own) {
    checkSource(event.source(), own);
    checkText("id", event.id(), LONGEST_NAME);
    event.subject().ifPresent(subject -> checkText("subject", subject, LONGEST_NAME));
    event.time().ifPresent(OutsideRules::checkTime);
    checkExtensions(event.extensions());
    if (event.data() instanceof Signal.Payload.Json json) {
      json.schema().ifPresent(schema -> checkText("dataschema", schema, LONGEST_VALUE));
    }
  }

  static void checkBinary(Signal.Payload.Binary binary) {
    if (binary.base64().length() > LARGEST_BINARY) {
      throw invalid("data", "is larger than " + LARGEST_BINARY + " bytes in base64");
    }
    try {
      byte[] unused = java.util.Base64.getDecoder().decode(binary.base64());
    } catch (IllegalArgumentException e) {
      throw invalid("data", "is no base64");
    }
    binary.contentType().ifPresent(type -> checkText("datacontenttype", type, LONGEST_VALUE));
    binary.schema().ifPresent(schema -> checkText("dataschema", schema, LONGEST_VALUE));
  }

  private static void checkSource(String source, PlatformSource own) {
    checkText("source", source, LONGEST_NAME);
    try {
      URI unused = new URI(source);
    } catch (URISyntaxException e) {
      throw invalid("source", "is no URI reference");
    }
    if (source.equalsIgnoreCase(own.uri())) {
      throw new InvalidSignalException(
          "signal_source_reserved",
          "/source",
          "Only this FleetPrompt itself may use the source " + own.uri() + "; name your own");
    }
  }

  private static void checkTime(Instant time) {
    if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
      throw invalid("time", "lies outside of the years 1900 to 2199");
    }
  }

  private static void checkExtensions(Map<String, String> extensions) {
    if (extensions.size() > MOST_EXTENSIONS) {
      throw invalid("extensions", "are more than " + MOST_EXTENSIONS);
    }
    extensions.forEach((name, value) -> {
      if (!EXTENSION.matcher(name).matches()) {
        throw invalid("extensions", "have names of 1 to 20 lower-case letters and digits only");
      }
      checkText("extension " + name, value, LONGEST_VALUE);
    });
  }

  private static void checkText(String attribute, String text, int longest) {
    if (text.isBlank() || text.length() > longest) {
      throw invalid(attribute, "has 1 to " + longest + " characters, not " + text.length());
    }
    Optional<String> wrong = new JsonBounds(4 * longest + 2, 1).violation(ExactJson.node(text));
    wrong.ifPresent(why -> {
      throw invalid(attribute, why);
    });
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw invalid(attribute, "holds a control character");
    }
  }

  private static InvalidSignalException invalid(String attribute, String why) {
    String pointer =
        attribute.equals("extensions")
            ? ""
            : "/" + attribute.substring(attribute.lastIndexOf(' ') + 1);
    return new InvalidSignalException(
        "signal_attribute_invalid", pointer, "The event's " + attribute + " " + why);
  }
}
