package dev.fleetprompt.engine.workflow;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A JSON Schema (2020-12) that data is checked against; it never loads anything. */
public final class DataSchema {

  private static final int MOST_MESSAGES = 5;

  private final Schema schema;

  private DataSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * @throws IllegalArgumentException when the document is no schema or refers to another document
   */
  static DataSchema compile(JsonNode document) {
    try {
      Schema schema =
          SchemaRegistry.withDefaultDialect(
                  SpecificationVersion.DRAFT_2020_12,
                  registry ->
                      registry
                          .schemaCacheEnabled(false)
                          .schemaLoader(loader -> loader.fetchRemoteResources(false))
                          .schemaRegistryConfig(
                              SchemaRegistryConfig.builder()
                                  .regularExpressionFactory(LinearRegex::compile)
                                  .build()))
              .getSchema(document);
      schema.initializeValidators();
      return new DataSchema(schema);
    } catch (SchemaException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** What is wrong with a value, at most five findings; empty when nothing is. */
  public List<String> check(JsonNode value) {
    return schema.validate(value).stream()
        .limit(MOST_MESSAGES)
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }
}
