package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.platform.packages.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** A YAML file as JSON, with the place of each value. No anchors, aliases or repeated keys. */
final class YamlDocument {

  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(60).maxNumberLength(60).build())
          .build();

  private final String file;
  private final JsonNode root;
  private final Map<String, Place> places;

  private record Place(int line, int column) {}

  private YamlDocument(String file, JsonNode root, Map<String, Place> places) {
    this.file = file;
    this.root = root;
    this.places = places;
  }

  /** Empty when the text is no YAML mapping; the findings then say why. */
  static Optional<YamlDocument> parse(String file, String text, Findings findings) {
    Reader reader = new Reader();
    try (JsonParser parser = YAML.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        findings.file(
            file, "This is no YAML mapping.", "Begin the file with keys such as 'name: …'.");
        return Optional.empty();
      }
      JsonNode root = reader.value(parser, "");
      if (parser.nextToken() != null) {
        findings.file(
            file,
            "This file holds more than one YAML document.",
            "Keep the first and move the others into files of their own.");
        return Optional.empty();
      }
      return Optional.of(new YamlDocument(file, root, reader.places));
    } catch (JacksonException malformed) {
      TokenStreamLocation at = malformed.getLocation();
      findings.add(
          new Problem(
              file,
              at == null ? 0 : Math.max(0, at.getLineNr()),
              at == null ? 0 : Math.max(0, at.getColumnNr()),
              "",
              "This is no valid YAML: " + firstLine(malformed.getOriginalMessage()),
              "Correct the file at this place."));
      return Optional.empty();
    }
  }

  JsonNode root() {
    return root;
  }

  /** The problem of the value at a JSON pointer, or of the nearest one around it. */
  Problem problem(String pointer, String message, String remedy) {
    String at = pointer;
    while (!places.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    Place place = places.getOrDefault(at, new Place(0, 0));
    return new Problem(file, place.line(), place.column(), pointer, message, remedy);
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  /** Escapes a key as one reference token of a JSON pointer. */
  static String token(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static final class Reader {

    private final Map<String, Place> places = new HashMap<>();

    private JsonNode value(JsonParser parser, String pointer) {
      refuseAnchor(parser);
      TokenStreamLocation at = parser.currentTokenLocation();
      places.putIfAbsent(pointer, new Place(at.getLineNr(), at.getColumnNr()));
      JsonNodeFactory nodes = JsonNodeFactory.instance;
      return switch (parser.currentToken()) {
        case START_OBJECT -> object(parser, pointer);
        case START_ARRAY -> array(parser, pointer);
        case VALUE_STRING -> nodes.stringNode(parser.getString());
        case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
        case VALUE_NUMBER_FLOAT -> {
          if (parser.isNaN()) {
            throw refusal(parser, "a number must be finite");
          }
          yield nodes.numberNode(parser.getDecimalValue());
        }
        case VALUE_TRUE -> nodes.booleanNode(true);
        case VALUE_FALSE -> nodes.booleanNode(false);
        case VALUE_NULL -> nodes.nullNode();
        case null, default -> throw refusal(parser, "unexpected end of the file");
      };
    }

    private ObjectNode object(JsonParser parser, String pointer) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = parser.currentName();
        TokenStreamLocation at = parser.currentTokenLocation();
        String inner = pointer + "/" + token(key);
        places.put(inner, new Place(at.getLineNr(), at.getColumnNr()));
        parser.nextToken();
        object.set(key, value(parser, inner));
      }
      return object;
    }

    private ArrayNode array(JsonParser parser, String pointer) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(value(parser, pointer + "/" + array.size()));
      }
      return array;
    }

    private static StreamReadException refusal(JsonParser parser, String message) {
      return new StreamReadException(parser, message, parser.currentTokenLocation());
    }

    private static void refuseAnchor(JsonParser parser) {
      if (parser instanceof YAMLParser yaml
          && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
        throw refusal(parser, "anchors and aliases are not allowed; write the value out");
      }
    }
  }
}
