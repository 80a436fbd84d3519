package dev.fleetprompt.engine.workflow;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * The JSON Schema of the Serverless Workflow DSL 1.0.3, asked for one definition at a time: the
 * whole schema answers a single mistake with dozens of messages.
 */
final class OfficialSchema {

  private static final String ID = "https://serverlessworkflow.io/schemas/1.0.3/workflow.yaml";
  private static final OfficialSchema INSTANCE = new OfficialSchema();

  private final SchemaRegistry registry;
  private final Map<String, Schema> parts = new ConcurrentHashMap<>();

  private OfficialSchema() {
    String text = resource();
    registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(ID, text))
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)));
  }

  static OfficialSchema get() {
    return INSTANCE;
  }

  private static String resource() {
    try (InputStream in =
        Objects.requireNonNull(
            OfficialSchema.class.getResourceAsStream("serverless-workflow-1.0.3.schema.yaml"))) {
      return DocumentReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), "schema")
          .root()
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidDefinitionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A finding: where below the value, and what. */
  record Finding(String pointer, String message) {}

  /**
   * Checks a value against a part of the schema.
   *
   * @param part a JSON pointer into the schema, such as {@code /$defs/setTask}; empty for a
   *     document
   */
  List<Finding> check(String part, JsonNode value) {
    Schema schema =
        parts.computeIfAbsent(
            part, pointer -> registry.getSchema(SchemaLocation.of(ID + "#" + pointer)));
    List<Error> errors = schema.validate(value);
    if (errors.isEmpty()) {
      return List.of();
    }
    return most(errors).stream()
        .map(error -> new Finding(pointer(error), error.getMessage()))
        .distinct()
        .toList();
  }

  /**
   * The errors worth telling: plain ones, else the shallowest of those that come from alternatives,
   * for a wrong alternative complains about everything in the right one.
   */
  private static List<Error> most(List<Error> errors) {
    List<Error> plain =
        errors.stream()
            .filter(error -> !ofAlternative(error))
            .filter(error -> !"unevaluatedProperties".equals(error.getKeyword()))
            .toList();
    if (!plain.isEmpty()) {
      return plain;
    }
    List<Error> unknown =
        errors.stream()
            .filter(error -> "unevaluatedProperties".equals(error.getKeyword()))
            .filter(error -> !ofAlternative(error))
            .toList();
    Optional<Error> shallowest =
        errors.stream()
            .filter(OfficialSchema::ofAlternative)
            .min((a, b) ->
                Integer.compare(
                    a.getInstanceLocation().getNameCount(),
                    b.getInstanceLocation().getNameCount()));
    return shallowest.isPresent() && unknown.isEmpty() ? List.of(shallowest.get()) : unknown;
  }

  private static boolean ofAlternative(Error error) {
    String path = error.getEvaluationPath().toString();
    return path.contains("/oneOf/") || path.contains("/anyOf/");
  }

  private static String pointer(Error error) {
    return error.getInstanceLocation().toString();
  }
}
