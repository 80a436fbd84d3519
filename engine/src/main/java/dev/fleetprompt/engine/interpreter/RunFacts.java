package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Definition;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What stays the same throughout a run. */
record RunFacts(UUID run, Instant startedAt, JsonNode input, JsonNode context) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** {@code $workflow}. */
  ObjectNode workflow(Definition definition) {
    ObjectNode node = NODES.objectNode();
    node.set("definition", definition.document());
    node.put("id", run.toString());
    node.set("input", input);
    node.set("startedAt", instant(startedAt));
    return node;
  }

  /** {@code $runtime}; its version is the language's, so that an upgrade changes no run. */
  ObjectNode runtime() {
    ObjectNode node = NODES.objectNode();
    node.set("metadata", context);
    node.put("name", "fleetprompt");
    node.put("version", "1.0.3");
    return node;
  }

  /** {@code $config}. */
  JsonNode configuration() {
    JsonNode configuration = context.get("configuration");
    return configuration == null ? NODES.objectNode() : configuration;
  }

  /** {@code $run}: the run's id and its context without the configuration. */
  ObjectNode facts() {
    ObjectNode node = NODES.objectNode();
    context
        .properties()
        .forEach(entry -> {
          if (!"configuration".equals(entry.getKey())) {
            node.set(entry.getKey(), entry.getValue());
          }
        });
    return node.put("id", run.toString());
  }

  /** An instant as the specification shows it to expressions. */
  static ObjectNode instant(Instant at) {
    ObjectNode epoch = NODES.objectNode();
    epoch.put("milliseconds", at.toEpochMilli());
    epoch.put("seconds", at.getEpochSecond());
    ObjectNode node = NODES.objectNode();
    node.set("epoch", epoch);
    return node.put("iso8601", at.toString());
  }
}
