package dev.fleetprompt.platform.schemas;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema 2020-12, compiled. References may point inside the document only; patterns are
 * RE2/J's, which take linear time; formats are checked. Immutable and thread safe.
 */
public final class JsonSchema {

  private static final int PROBLEMS = 20;

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry
                  .schemaCacheEnabled(false)
                  .schemaLoader(loader -> loader.block(JsonSchema::isRemote))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .pathType(PathType.JSON_POINTER)
                          .formatAssertionsEnabled(true)
                          .locale(Locale.ENGLISH)
                          .regularExpressionFactory(new LinearPatterns())
                          .build()));

  private final JsonNode document;
  private final Schema schema;

  private JsonSchema(JsonNode document, Schema schema) {
    this.document = document;
    this.schema = schema;
  }

  /**
   * @throws InvalidSchemaException when the document is no JSON Schema 2020-12
   */
  public static JsonSchema of(JsonNode document) {
    if (!document.isObject() && !document.isBoolean()) {
      throw new InvalidSchemaException("A JSON Schema is an object or a boolean");
    }
    List<Error> wrong = Meta.SCHEMA.validate(document);
    if (!wrong.isEmpty()) {
      throw new InvalidSchemaException(
          wrong.stream()
              .limit(5)
              .map(JsonSchema::problem)
              .map(Problem::toString)
              .collect(Collectors.joining("; ")));
    }
    try {
      Schema schema = REGISTRY.getSchema(document);
      schema.initializeValidators();
      return new JsonSchema(document, schema);
    } catch (com.networknt.schema.SchemaException | com.google.re2j.PatternSyntaxException e) {
      throw new InvalidSchemaException(String.valueOf(e.getMessage()));
    }
  }

  public JsonNode document() {
    return document;
  }

  /** What is wrong with the value, at most 20 problems; empty when it fits. */
  public List<Problem> problems(JsonNode value) {
    return schema.validate(value).stream().limit(PROBLEMS).map(JsonSchema::problem).toList();
  }

  /**
   * The declaration of a field, by the names on the way to it; follows references. Empty when the
   * schema does not declare it.
   */
  public Optional<JsonNode> field(List<String> names) {
    Optional<JsonNode> at = Optional.of(document);
    for (String name : names) {
      at =
          at.flatMap(this::resolve)
              .flatMap(node -> node.optional("properties"))
              .flatMap(properties -> properties.optional(name));
    }
    return at.flatMap(this::resolve);
  }

  private Optional<JsonNode> resolve(JsonNode node) {
    JsonNode at = node;
    for (int hops = 0; hops < 10; hops++) {
      JsonNode reference = at.path("$ref");
      if (!reference.isString()) {
        return Optional.of(at);
      }
      String pointer = reference.stringValue();
      if (!pointer.startsWith("#")) {
        return Optional.empty();
      }
      at = document.at(pointer.substring(1));
      if (at.isMissingNode()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Problem problem(Error error) {
    return new Problem(error.getInstanceLocation().toString(), error.getMessage());
  }

  private static boolean isRemote(com.networknt.schema.AbsoluteIri iri) {
    return !iri.toString().startsWith("https://json-schema.org/draft/2020-12/");
  }

  /** The schema of schemas, read from the library's own copy when first needed. */
  private static final class Meta {
    static final Schema SCHEMA =
        REGISTRY.getSchema(
            "{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}", InputFormat.JSON);
  }
}
