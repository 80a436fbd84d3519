package dev.fleetprompt.engine.interpreter;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Stands in for the public addresses that the conformance kit calls. */
final class PetStore {

  private static final String PETS = "https://petstore.swagger.io/v2/pet/";
  private static final String DOCUMENT =
      """
      swagger: '2.0'
      host: petstore.swagger.io
      basePath: /v2
      schemes: [ https, http ]
      paths:
        /pet/findByStatus:
          get:
            operationId: findPetsByStatus
            parameters:
              - { name: status, in: query, required: true, type: array, items: { type: string }, collectionFormat: multi }
        /pet/{petId}:
          get:
            operationId: getPetById
            parameters: [ { name: petId, in: path, required: true, type: integer } ]
      """;
  private static final Map<String, String> PAGES =
      Map.of(
          PETS + "1",
          "{id: 1, name: Milou, status: available}",
          PETS + "2",
          "{id: 2, name: Rantanplan, status: sold}",
          PETS + "findByStatus?status=available",
          "[{id: 1, name: Milou, status: available}]",
          "https://httpbin.org/basic-auth/serverless-workflow/conformance-test",
          "{authenticated: true}");

  private PetStore() {}

  /** The store's description, as much of it as the kit uses. */
  static Optional<String> document(String uri) {
    return uri.equals("https://petstore.swagger.io/v2/swagger.json")
        ? Optional.of(DOCUMENT)
        : Optional.empty();
  }

  static JsonNode answer(Command.Call call) {
    String uri = call.arguments().path("endpoint").path("uri").stringValue("");
    String page = PAGES.get(uri);
    if (page == null) {
      throw new TestRun.CallFailure(
          new WorkflowError(
              StandardErrors.COMMUNICATION, 404, "Not Found", uri + " is not there.", null));
    }
    JsonNode content = TestRun.yaml(page);
    if (!"response".equals(call.arguments().path("output").stringValue("content"))) {
      return content;
    }
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.set("method", call.arguments().path("method"));
    request.put("uri", uri);
    request.putObject("headers");
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.set("request", request);
    response.putObject("headers");
    response.put("statusCode", 200);
    response.set("content", content);
    return response;
  }
}
