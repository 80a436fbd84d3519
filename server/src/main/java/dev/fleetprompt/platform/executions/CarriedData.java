package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.schemas.ExactJson;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a run carries along, for people: from the interpreter's snapshot. */
final class CarriedData {

  private static final int LARGEST = 256 * 1024;

  private final JsonNode snapshot;

  private CarriedData(JsonNode snapshot) {
    this.snapshot = snapshot;
  }

  static JsonNode of(JsonNode snapshot) {
    ObjectNode shown = new CarriedData(snapshot).shown();
    int size = shown.toString().length();
    return size <= LARGEST
        ? shown
        : JsonNodeFactory.instance
            .objectNode()
            .put("omitted", "%,d characters in all".formatted(size));
  }

  private ObjectNode shown() {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.set("context", value(snapshot.path("exported")));
    snapshot
        .path("end")
        .properties()
        .forEach(end ->
            shown.set(
                end.getKey(), end.getValue().isInt() ? value(end.getValue()) : end.getValue()));
    ArrayNode tasks = shown.putArray("tasks");
    for (JsonNode frame : snapshot.path("frames")) {
      frame(frame).ifPresent(tasks::add);
    }
    return shown;
  }

  private Optional<ObjectNode> frame(JsonNode frame) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    switch (frame.path("of").asString("")) {
      case "task" -> {
        shown.set("task", frame.path("task"));
        shown.set("input", value(frame.path("input")));
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        frame
            .path("variables")
            .properties()
            .forEach(variable -> variables.set(variable.getKey(), value(variable.getValue())));
        if (!variables.isEmpty()) {
          shown.set("variables", variables);
        }
      }
      case "loop" ->
          shown
              .put("item", frame.path("index").asInt() + 1)
              .put("of", value(frame.path("items")).size());
      case "try" -> shown.set("attempt", frame.path("attempt"));
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(shown);
  }

  private JsonNode value(JsonNode place) {
    JsonNode text = snapshot.path("values").path(place.asInt(-1));
    return text.isString()
        ? ExactJson.read(text.stringValue())
        : JsonNodeFactory.instance.nullNode();
  }
}
