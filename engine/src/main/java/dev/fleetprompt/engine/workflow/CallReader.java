package dev.fleetprompt.engine.workflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code call}. */
final class CallReader {

  private final Expressions expressions;
  private final AuthenticationReader authentications;
  private final OpenApiReader openApi;

  CallReader(Expressions expressions, AuthenticationReader authentications, OpenApiReader openApi) {
    this.expressions = expressions;
    this.authentications = authentications;
    this.openApi = openApi;
  }

  @Nullable Task call(TaskHead head, String name, JsonNode node, Names names) {
    String pointer = head.pointer();
    Optional<String> cataloged = CallNames.cataloged(name);
    return switch (name) {
      case "openapi" -> openApi.call(head, node, names);
      case "continue" ->
          new Task.Continue(head, expressions.optionalTemplate(node, "with", pointer, names));
      case "http" ->
          new Task.Call(
              head,
              name,
              false,
              expressions.objectTemplate(connected(node, pointer), "with", pointer, names));
      default ->
          new Task.Call(
              head,
              cataloged.orElse(name),
              cataloged.isEmpty(),
              expressions.objectTemplate(node, "with", pointer, names));
    };
  }

  /** The task with the authentication of its endpoint resolved. */
  private JsonNode connected(JsonNode node, String pointer) {
    JsonNode authentication = node.path("with").path("endpoint").path("authentication");
    if (!authentication.isObject()) {
      return node;
    }
    String place =
        Pointers.child(
            Pointers.child(Pointers.child(pointer, "with"), "endpoint"), "authentication");
    ObjectNode copy = (ObjectNode) node.deepCopy();
    copy.withObject("/with/endpoint")
        .set("authentication", authentications.resolved(authentication, place));
    return copy;
  }
}
