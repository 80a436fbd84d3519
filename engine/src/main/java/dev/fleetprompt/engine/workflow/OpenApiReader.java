package dev.fleetprompt.engine.workflow;

import dev.fleetprompt.engine.workflow.OpenApiDocument.Unusable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code call: openapi}. The operation comes from the definition itself, where it was pinned,
 * or else from a copy of the document.
 */
final class OpenApiReader {

  private final Problems problems;
  private final Expressions expressions;
  private final AuthenticationReader authentications;
  private final Documents documents;
  private final JsonNode pinned;
  private final Map<String, Operation> used = new TreeMap<>();

  OpenApiReader(
      Problems problems,
      Expressions expressions,
      AuthenticationReader authentications,
      Documents documents,
      JsonNode pinned) {
    this.problems = problems;
    this.expressions = expressions;
    this.authentications = authentications;
    this.documents = documents;
    this.pinned = pinned;
  }

  /** The operations that were read, in the form that a definition carries along. */
  ObjectNode pins() {
    ObjectNode pins = JsonNodeFactory.instance.objectNode();
    used.forEach((name, operation) -> pins.set(name, operation.toJson()));
    return pins;
  }

  @Nullable Task call(TaskHead head, JsonNode node, Names names) {
    JsonNode with = node.path("with");
    String path = Pointers.child(head.pointer(), "with");
    Operation operation = operation(with, path);
    if (operation == null) {
      return null;
    }
    JsonNode authentication = with.get("authentication");
    if (authentication == null && operation.uri().startsWith("/")) {
      problems.add(
          path,
          "The document does not say where its server is.",
          "Name a connection in 'authentication.use'; its base address is used.");
    }
    String place = Pointers.child(path, "authentication");
    return new Task.OpenApi(
        head,
        operation,
        parameters(operation, with, path, names),
        authentication == null
            ? null
            : expressions.template(authentications.resolved(authentication, place), place, names),
        with.path("output").stringValue("content"),
        with.path("redirect").booleanValue(false));
  }

  private @Nullable Operation operation(JsonNode with, String pointer) {
    JsonNode endpoint = with.path("document").path("endpoint");
    String place = Pointers.child(Pointers.child(pointer, "document"), "endpoint");
    String uri = (endpoint.isObject() ? endpoint.path("uri") : endpoint).stringValue("");
    String id = with.path("operationId").stringValue("");
    if (uri.isEmpty() || uri.contains("${") || id.isEmpty() || id.contains("${")) {
      problems.add(
          uri.isEmpty() || uri.contains("${") ? place : Pointers.child(pointer, "operationId"),
          "Document and operation of a call are literal.",
          "Write the document's address and the operationId without expressions.");
      return null;
    }
    String name = uri + "#" + id;
    Optional<Operation> known = Operation.fromJson(pinned.path(name));
    Operation operation = known.isPresent() ? known.get() : copied(uri, id, place);
    if (operation != null) {
      used.put(name, operation);
    }
    return operation;
  }

  private @Nullable Operation copied(String uri, String id, String place) {
    Optional<String> text = documents.text(uri);
    if (text.isEmpty()) {
      problems.add(
          place,
          "There is no copy of the document '" + uri + "', and nothing is fetched.",
          "Put it into the package's folder documents, list it under provides.documents and"
              + " write 'document://' and its name.");
      return null;
    }
    try {
      JsonNode root = DocumentReader.read(text.get(), uri).root();
      return new OpenApiDocument(root, uri).operation(id);
    } catch (InvalidDefinitionException e) {
      problems.add(place, "The document cannot be read: " + e.getMessage(), "Correct it.");
      return null;
    } catch (Unusable e) {
      problems.add(place, String.valueOf(e.getMessage()), e.remedy());
      return null;
    }
  }

  private Map<String, Template> parameters(
      Operation operation, JsonNode with, String pointer, Names names) {
    String path = Pointers.child(pointer, "parameters");
    JsonNode given = with.path("parameters");
    Set<String> known = new TreeSet<>();
    for (Operation.Parameter parameter : operation.parameters()) {
      known.add(parameter.name());
      if (parameter.required() && !given.has(parameter.name())) {
        problems.add(
            given.isMissingNode() ? pointer : path,
            "The operation needs the parameter '" + parameter.name() + "'.",
            "Add it to 'parameters'.");
      }
    }
    Map<String, Template> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      String place = Pointers.child(path, entry.getKey());
      if (!known.contains(entry.getKey())) {
        problems.add(
            place,
            "The operation has no parameter '" + entry.getKey() + "'.",
            known.isEmpty() ? "Remove it." : "Use one of " + String.join(", ", known) + ".");
      }
      parameters.put(entry.getKey(), expressions.template(entry.getValue(), place, names));
    }
    return parameters;
  }
}
