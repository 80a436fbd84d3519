package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.schemas.InvalidSchemaException;
import dev.fleetprompt.platform.schemas.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What an installation of a package may be configured with: JSON Schema 2020-12, and the formats of
 * {@link ConfigurationFormat}. Immutable and thread safe.
 */
public final class ConfigurationSchema {

  static final String ORIGIN = "configuration";

  private final JsonSchema schema;

  private ConfigurationSchema(JsonSchema schema) {
    this.schema = schema;
  }

  /**
   * @throws InvalidSchemaException when the document is no JSON Schema
   */
  public static ConfigurationSchema of(JsonNode document) {
    return new ConfigurationSchema(JsonSchema.of(withoutHints(document)));
  }

  /** Hints for forms, whose names begin with {@code x-}, say nothing about values. */
  private static JsonNode withoutHints(JsonNode node) {
    JsonNode copy = node.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove(object.propertyNames().stream().filter(name -> name.startsWith("x-")).toList());
      object.propertyNames().forEach(name -> object.set(name, withoutHints(object.path(name))));
    }
    return copy;
  }

  /** The configuration with the defaults of the properties that it leaves out. */
  public JsonNode complete(JsonNode configuration) {
    if (!configuration.isObject()) {
      return configuration;
    }
    ObjectNode complete = JsonNodeFactory.instance.objectNode();
    complete.setAll((ObjectNode) configuration);
    properties()
        .forEachEntry((name, property) -> {
          if (!complete.has(name) && property.has("default")) {
            complete.set(name, property.get("default"));
          }
        });
    return complete;
  }

  /** What is wrong with a complete configuration; empty when it can be used. */
  public List<Problem> problems(JsonNode configuration) {
    List<Problem> problems = new ArrayList<>(missing(configuration));
    for (var problem : schema.problems(configuration)) {
      if (problem.path().isEmpty() && problem.message().contains("required property")) {
        continue;
      }
      problems.add(
          new Problem(ORIGIN, 0, 0, problem.path(), problem.message(), remedy(problem.path())));
    }
    properties()
        .forEachEntry((name, property) ->
            formatProblem(name, property, configuration.path(name)).ifPresent(problems::add));
    return List.copyOf(problems);
  }

  /** Each at its own place, where a form shows it. */
  private List<Problem> missing(JsonNode configuration) {
    return schema.document().path("required").values().stream()
        .map(name -> name.asString(""))
        .filter(name -> configuration.isObject() && !configuration.has(name))
        .map(name ->
            new Problem(
                ORIGIN,
                0,
                0,
                "/" + name,
                "'%s' is missing.".formatted(properties().path(name).path("title").asString(name)),
                remedy("/" + name)))
        .toList();
  }

  private Optional<Problem> formatProblem(String name, JsonNode property, JsonNode value) {
    if (!(value instanceof StringNode text)
        || (text.stringValue().isEmpty() && property.path("default").asString("-").isEmpty())) {
      return Optional.empty();
    }
    return ConfigurationFormat.named(property.path("format").asString(""))
        .filter(format -> !format.accepts(text.stringValue()))
        .map(format ->
            new Problem(
                ORIGIN,
                0,
                0,
                "/" + name,
                "'" + shortened(text.stringValue()) + "' is no " + format.meaning() + ".",
                "Write it like '" + format.example() + "'."));
  }

  private String remedy(String path) {
    String name = path.isEmpty() ? "" : path.substring(1).split("/", 2)[0];
    JsonNode property = properties().path(name);
    String help = property.path("description").asString("");
    if (!help.isEmpty()) {
      return property.path("title").asString(name) + ": " + help;
    }
    return "Use the properties "
        + String.join(", ", properties().propertyNames())
        + " as the package describes them.";
  }

  private JsonNode properties() {
    return schema.document().path("properties");
  }

  private static String shortened(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
