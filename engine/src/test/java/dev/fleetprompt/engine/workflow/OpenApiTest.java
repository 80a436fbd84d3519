package dev.fleetprompt.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiTest {

  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      servers: [ { url: 'https://{region}.shop.example/api/', variables: { region: { default: eu } } } ]
      paths:
        /orders/{id}/lines:
          parameters: [ { $ref: '#/components/parameters/id' } ]
          get:
            operationId: lines
            parameters:
              - { name: tag, in: query, schema: { type: array } }
              - { name: sort, in: query, explode: false, schema: { type: array } }
              - { name: X-Trace, in: header }
              - { name: session, in: cookie }
          post:
            operationId: addLine
            requestBody: { required: true, content: { 'application/json': {} } }
        /upload:
          post: { operationId: upload, requestBody: { content: { 'image/png': {} } } }
        /deep:
          get: { operationId: deep, parameters: [ { name: a, in: query, style: deepObject } ] }
        /far:
          get: { operationId: far, parameters: [ { $ref: 'https://other.example/x' } ] }
      components: { parameters: { id: { name: id, in: path, required: true } } }
      """;

  private static String workflow(String with) {
    return """
    document: { dsl: '1.0.3', namespace: shop, name: orders, version: '1.2.3' }
    do: [ { a: { call: openapi, with: { document: { endpoint: 'document://shop.yaml' }, %s } } } ]
    """
        .formatted(with);
  }

  private static Definition read(String with) throws InvalidDefinitionException {
    return Definition.parse(
        workflow(with),
        "w.yaml",
        uri -> uri.equals("document://shop.yaml") ? Optional.of(DOCUMENT) : Optional.empty());
  }

  @Test
  void anOperationIsFoundWithItsServerAndParameters() throws InvalidDefinitionException {
    Definition definition = read("operationId: lines, parameters: { id: 1 }");
    Operation operation = ((Task.OpenApi) definition.tasks().tasks().getFirst()).operation();
    assertThat(operation.method()).isEqualTo("GET");
    assertThat(operation.uri()).isEqualTo("https://eu.shop.example/api/orders/{id}/lines");
    assertThat(operation.parameters())
        .containsExactly(
            new Operation.Parameter("id", Operation.Place.PATH, true, false),
            new Operation.Parameter("tag", Operation.Place.QUERY, false, true),
            new Operation.Parameter("sort", Operation.Place.QUERY, false, false),
            new Operation.Parameter("X-Trace", Operation.Place.HEADER, false, false),
            new Operation.Parameter("session", Operation.Place.COOKIE, false, false));
    assertThat(definition.calls()).containsExactly("http");
  }

  @Test
  void aPinnedDefinitionNeedsNoDocument() throws InvalidDefinitionException {
    Definition definition = read("operationId: addLine, parameters: { id: 1, body: { n: 1 } }");
    Definition again = Definition.parse(definition.pinned().orElseThrow(), "stored");
    assertThat(((Task.OpenApi) again.tasks().tasks().getFirst()).operation())
        .isEqualTo(((Task.OpenApi) definition.tasks().tasks().getFirst()).operation());
    assertThat(again.pinned()).isEqualTo(definition.pinned());
    assertThat(Definition.parse(workflow("x: 1").replace("call: openapi", "call: y"), "w").pinned())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          operationId: lost                                            | no operation 'lost'
          operationId: '${ .o }'                                       | literal
          operationId: lines                                           | needs the parameter 'id'
          operationId: lines, parameters: { id: 1, colour: red }       | no parameter 'colour'
          operationId: addLine, parameters: { id: 1 }                  | needs the parameter 'body'
          operationId: upload                                          | takes no JSON
          operationId: deep                                            | style that is not supported
          operationId: far                                             | does not hold
          operationId: lines, parameters: { id: 1 }, authentication: { bearer: { token: x } } | Credentials
          """)
  void whatCannotBeCalledIsRefused(String with, String message) {
    assertThatThrownBy(() -> read(with)).hasMessageContaining(message);
  }
}
