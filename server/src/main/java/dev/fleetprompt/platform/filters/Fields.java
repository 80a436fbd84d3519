package dev.fleetprompt.platform.filters;

import dev.fleetprompt.platform.schemas.JsonSchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The fields that a filter may name. */
@FunctionalInterface
public interface Fields {

  /** What is known of a field, by the names on the way to it; empty when there is none. */
  Optional<Field> find(List<String> path);

  /** The fields that a schema declares. */
  static Fields of(JsonSchema schema) {
    return path ->
        schema
            .field(path)
            .map(declaration ->
                new Field(
                    kind(declaration),
                    IntStream.range(0, path.size())
                        .anyMatch(i -> !isRequired(schema, path.subList(0, i), path.get(i)))));
  }

  private static boolean isRequired(JsonSchema schema, List<String> parent, String name) {
    return schema
        .field(parent)
        .flatMap(declaration -> declaration.optional("required"))
        .filter(
            required -> required.values().stream().anyMatch(item -> item.asString().equals(name)))
        .isPresent();
  }

  private static FieldKind kind(JsonNode declaration) {
    return switch (declaration.path("type").asString("")) {
      case "number", "integer" -> FieldKind.NUMBER;
      case "boolean" -> FieldKind.BOOLEAN;
      case "array" -> FieldKind.LIST;
      case "string" ->
          declaration.path("format").asString("").equals("date-time")
              ? FieldKind.TIME
              : FieldKind.TEXT;
      case "" -> declaration.has("enum") ? FieldKind.TEXT : FieldKind.ANY;
      default -> FieldKind.ANY;
    };
  }
}
