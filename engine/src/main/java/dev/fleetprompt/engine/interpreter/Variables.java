package dev.fleetprompt.engine.interpreter;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Variables that loops and catches bind, inner ones first. */
record Variables(String name, JsonNode value, @Nullable Variables outer) {

  static @Nullable JsonNode find(@Nullable Variables variables, String name) {
    for (Variables each = variables; each != null; each = each.outer) {
      if (each.name.equals(name)) {
        return each.value;
      }
    }
    return null;
  }
}
