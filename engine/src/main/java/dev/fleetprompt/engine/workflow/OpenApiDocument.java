package dev.fleetprompt.engine.workflow;

import dev.fleetprompt.engine.workflow.Operation.Parameter;
import dev.fleetprompt.engine.workflow.Operation.Place;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An OpenAPI 3 or Swagger 2 document, asked for one operation at a time. */
final class OpenApiDocument {

  private static final Set<String> METHODS =
      Set.of("get", "head", "options", "post", "put", "patch", "delete");

  /** Why an operation cannot be called. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;
    private final String remedy;

    Unusable(String message, String remedy) {
      super(message);
      this.remedy = remedy;
    }

    String remedy() {
      return remedy;
    }
  }

  private final JsonNode root;
  private final String address;

  /**
   * @param address where the document is from, which relative addresses count from
   */
  OpenApiDocument(JsonNode root, String address) throws Unusable {
    this.root = root;
    this.address = address;
    if (!root.path("openapi").asString("").startsWith("3.") && !swagger()) {
      throw new Unusable(
          "The document is neither OpenAPI 3 nor Swagger 2.", "Point to one that is.");
    }
  }

  private boolean swagger() {
    return root.path("swagger").asString("").equals("2.0");
  }

  Operation operation(String id) throws Unusable {
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())
            && method.getValue().path("operationId").asString("").equals(id)) {
          return operation(path, method.getKey(), method.getValue());
        }
      }
    }
    throw new Unusable(
        "The document has no operation '" + id + "'.", "Write an operationId of the document.");
  }

  private Operation operation(Map.Entry<String, JsonNode> path, String method, JsonNode operation)
      throws Unusable {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    List<JsonNode> declared =
        Stream.concat(
                path.getValue().path("parameters").valueStream(),
                operation.path("parameters").valueStream())
            .toList();
    for (JsonNode node : declared) {
      Parameter parameter = parameter(resolved(node));
      parameters.put(parameter.in() + " " + parameter.name(), parameter);
    }
    JsonNode body = resolved(operation.path("requestBody"));
    if (body.isObject()) {
      json(body.path("content").propertyNames());
      parameters.put(
          "body",
          new Parameter("body", Place.BODY, body.path("required").booleanValue(false), false));
    }
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        base(path.getValue(), operation) + path.getKey(),
        List.copyOf(parameters.values()));
  }

  private Parameter parameter(JsonNode node) throws Unusable {
    String name = node.path("name").asString("");
    String in = node.path("in").asString("");
    Place place =
        Place.of(in)
            .filter(each -> !node.has("content"))
            .orElseThrow(() ->
                new Unusable(
                    "The parameter '" + name + "' is sent in a way that is not supported.",
                    "Call the address with call: http."));
    String style = node.path("style").asString("");
    String usual = place == Place.PATH || place == Place.HEADER ? "simple" : "form";
    String format = node.path("collectionFormat").asString("csv");
    if (!(style.isEmpty() || style.equals(usual)) || !Set.of("csv", "multi").contains(format)) {
      throw new Unusable(
          "The parameter '" + name + "' has a style that is not supported.",
          "Call the address with call: http.");
    }
    boolean repeated =
        swagger()
            ? format.equals("multi")
            : node.path("explode").booleanValue(place == Place.QUERY);
    return new Parameter(
        name, place, place == Place.PATH || node.path("required").booleanValue(false), repeated);
  }

  private static void json(Iterable<String> types) throws Unusable {
    for (String type : types) {
      if (type.matches("\\*/\\*|application/\\*|application/([^;]+\\+)?json(;.*)?")) {
        return;
      }
    }
    throw new Unusable("The operation takes no JSON.", "Call the address with call: http.");
  }

  private JsonNode resolved(JsonNode node) throws Unusable {
    String reference = node.path("$ref").asString("");
    if (reference.isEmpty()) {
      return node;
    }
    JsonNode target = reference.startsWith("#/") ? root.at(reference.substring(1)) : null;
    if (target == null || target.isMissingNode() || target.has("$ref")) {
      throw new Unusable(
          "The document refers to '" + reference + "', which it does not hold.",
          "Bundle the document into one.");
    }
    return target;
  }

  /** The address that paths come after, without a slash at its end. */
  private String base(JsonNode path, JsonNode operation) throws Unusable {
    String base = swagger() ? swaggerBase() : server(path, operation);
    URI resolved;
    try {
      URI document = URI.create(address);
      boolean web = "https".equals(document.getScheme()) || "http".equals(document.getScheme());
      resolved = web ? document.resolve(base) : URI.create(base);
    } catch (IllegalArgumentException e) {
      throw new Unusable(
          "The server's address '" + base + "' is none.", "Correct it in the document.");
    }
    String scheme = resolved.getScheme();
    if (scheme != null && !scheme.equals("https") && !scheme.equals("http")) {
      throw new Unusable(
          "The server's address '" + base + "' is not reached by HTTP.",
          "Correct it in the document.");
    }
    String text = resolved.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private String swaggerBase() {
    String host = root.path("host").asString("");
    String path = root.path("basePath").asString("/");
    boolean secure =
        !root.has("schemes")
            || root.path("schemes")
                .valueStream()
                .anyMatch(each -> each.asString("").equals("https"));
    return host.isEmpty() ? path : (secure ? "https://" : "http://") + host + path;
  }

  private String server(JsonNode path, JsonNode operation) {
    JsonNode servers =
        operation.has("servers")
            ? operation.path("servers")
            : path.has("servers") ? path.path("servers") : root.path("servers");
    JsonNode server = servers.path(0);
    String url = server.path("url").asString("/");
    for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
      url =
          url.replace(
              "{" + variable.getKey() + "}", variable.getValue().path("default").asString(""));
    }
    return url;
  }
}
