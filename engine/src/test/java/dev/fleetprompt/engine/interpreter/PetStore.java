package dev.fleetprompt.engine.interpreter;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Stands in for the public addresses that the conformance kit calls. */
final class PetStore {

  private static final String PETS = "https://petstore.swagger.io/v2/pet/";
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
