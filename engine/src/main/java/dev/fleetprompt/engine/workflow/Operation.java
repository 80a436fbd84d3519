package dev.fleetprompt.engine.workflow;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation of an OpenAPI document.
 *
 * @param method in upper case
 * @param uri with <code>{names}</code> of parameters in its path; absolute, or below the base
 *     address of a connection
 */
public record Operation(String method, String uri, List<Parameter> parameters) {

  public Operation {
    parameters = List.copyOf(parameters);
  }

  /** Where a parameter goes. */
  public enum Place {
    PATH,
    QUERY,
    HEADER,
    COOKIE,
    BODY;

    static Optional<Place> of(String name) {
      return Optional.ofNullable(
          Map.of("path", PATH, "query", QUERY, "header", HEADER, "cookie", COOKIE, "body", BODY)
              .get(name));
    }
  }

  /**
   * A parameter.
   *
   * @param repeated whether the items of an array become parameters of the same name; else they are
   *     joined by commas
   */
  public record Parameter(String name, Place in, boolean required, boolean repeated) {}

  /** The form that definitions carry along. */
  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("method", method);
    node.put("uri", uri);
    ArrayNode all = node.putArray("parameters");
    for (Parameter parameter : parameters) {
      all.addObject()
          .put("name", parameter.name())
          .put("in", parameter.in().name().toLowerCase(Locale.ROOT))
          .put("required", parameter.required())
          .put("repeated", parameter.repeated());
    }
    return node;
  }

  /** What {@link #toJson} wrote; empty for anything else. */
  static Optional<Operation> fromJson(JsonNode node) {
    if (!node.path("method").isString() || !node.path("uri").isString()) {
      return Optional.empty();
    }
    return Optional.of(
        new Operation(
            node.path("method").stringValue(),
            node.path("uri").stringValue(),
            node.path("parameters")
                .valueStream()
                .flatMap(each ->
                    Place.of(each.path("in").stringValue(""))
                        .map(place ->
                            new Parameter(
                                each.path("name").stringValue(""),
                                place,
                                each.path("required").booleanValue(false),
                                each.path("repeated").booleanValue(false)))
                        .stream())
                .toList()));
  }
}
