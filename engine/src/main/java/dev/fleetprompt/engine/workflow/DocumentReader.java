package dev.fleetprompt.engine.workflow;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML or JSON text into a tree that knows its places. Refuses what makes a short text long
 * (anchors and aliases), doubled keys, more than one document, and what exceeds the bounds.
 */
final class DocumentReader {

  static final int MAX_BYTES = 1 << 20;
  static final int MAX_DEPTH = 200;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .loadSettings(LoadSettings.builder().setCodePointLimit(2 * MAX_BYTES).build())
          .build();
  private static final JsonFactory JSON = JsonFactory.builder().build();

  private final String file;
  private final Map<String, Source> places = new HashMap<>();

  private DocumentReader(String file) {
    this.file = file;
  }

  static Document read(String text, String file) throws InvalidDefinitionException {
    return new DocumentReader(file).read(text);
  }

  private Document read(String text) throws InvalidDefinitionException {
    if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw refused(
          Source.START,
          "",
          "The definition is larger than 1 MiB.",
          "Split it into several workflows.");
    }
    boolean json = text.stripLeading().startsWith("{");
    try (JsonParser parser =
        json
            ? JSON.createParser(ObjectReadContext.empty(), text)
            : YAML.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw refused(Source.START, "", "The definition is empty.", "Write a workflow into it.");
      }
      JsonNode root = node(parser, "", 0);
      if (parser.nextToken() != null) {
        throw refused(
            place(parser),
            "",
            "The text holds more than one document.",
            "Keep each workflow in a file of its own.");
      }
      return new Document(root, places);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      Source place =
          at == null || at.getLineNr() < 1
              ? Source.START
              : new Source(at.getLineNr(), Math.max(1, at.getColumnNr()));
      throw refused(
          place,
          "",
          "The text is no valid " + (json ? "JSON" : "YAML") + ": " + firstLine(e),
          "Correct the syntax at this place.");
    }
  }

  private static String firstLine(JacksonException e) {
    String message = e.getOriginalMessage();
    return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("unreadable").strip();
  }

  private JsonNode node(JsonParser parser, String pointer, int depth)
      throws InvalidDefinitionException {
    Source place = place(parser);
    places.putIfAbsent(pointer, place);
    if (depth > MAX_DEPTH) {
      throw refused(
          place,
          pointer,
          "The text is nested deeper than " + MAX_DEPTH + " levels.",
          "Flatten it.");
    }
    refuseAnchors(parser, pointer);
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser, pointer, depth);
      case START_ARRAY -> array(parser, pointer, depth);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> number(parser, pointer);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw refused(
              place,
              pointer,
              "A value of this kind (" + token + ") is not supported.",
              "Write it as a text, number, list or mapping.");
    };
  }

  private JsonNode number(JsonParser parser, String pointer) throws InvalidDefinitionException {
    if (parser.isNaN()) {
      throw refused(
          place(parser), pointer, "This is no finite number.", "Write a number or a text.");
    }
    return NODES.numberNode(parser.getDecimalValue());
  }

  private ObjectNode object(JsonParser parser, String pointer, int depth)
      throws InvalidDefinitionException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      String path = Pointers.child(pointer, name);
      Source place = place(parser);
      refuseAnchors(parser, path);
      if (places.put(path, place) != null) {
        throw refused(
            place, path, "The key '" + name + "' stands here twice.", "Keep one of them.");
      }
      parser.nextToken();
      object.set(name, node(parser, path, depth + 1));
    }
    return object;
  }

  private ArrayNode array(JsonParser parser, String pointer, int depth)
      throws InvalidDefinitionException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(node(parser, Pointers.child(pointer, array.size()), depth + 1));
    }
    return array;
  }

  private void refuseAnchors(JsonParser parser, String pointer) throws InvalidDefinitionException {
    if (parser instanceof YAMLParser yaml
        && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
      throw refused(
          place(parser),
          pointer,
          "YAML anchors and aliases (& and *) are not supported.",
          "Write the value out, or put it under 'use'.");
    }
  }

  private static Source place(JsonParser parser) {
    @Nullable TokenStreamLocation at = parser.currentTokenLocation();
    return at == null || at.getLineNr() < 1
        ? Source.START
        : new Source(at.getLineNr(), Math.max(1, at.getColumnNr()));
  }

  private InvalidDefinitionException refused(
      Source place, String pointer, String message, String remedy) {
    return new InvalidDefinitionException(
        List.of(new Problem(file, place.line(), place.column(), pointer, message, remedy)));
  }
}
