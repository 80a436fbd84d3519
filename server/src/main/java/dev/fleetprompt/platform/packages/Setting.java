package dev.fleetprompt.platform.packages;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A value in a manifest: written there, or taken from the installation's configuration. */
public sealed interface Setting {

  /** The value in an installation with this configuration; missing when it is not configured. */
  JsonNode in(JsonNode configuration);

  /** A value written in the manifest. */
  record Literal(JsonNode value) implements Setting {
    @Override
    public JsonNode in(JsonNode configuration) {
      return value;
    }
  }

  /** The value of a property of the configuration. */
  record FromConfiguration(String property) implements Setting {
    @Override
    public JsonNode in(JsonNode configuration) {
      JsonNode value = configuration.get(property);
      return value == null ? MissingNode.getInstance() : value;
    }
  }
}
