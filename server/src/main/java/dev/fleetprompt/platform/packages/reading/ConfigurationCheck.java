package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.platform.packages.ConfigurationFormat;
import dev.fleetprompt.platform.packages.ConfigurationSchema;
import dev.fleetprompt.platform.packages.Problem;
import dev.fleetprompt.platform.schemas.InvalidSchemaException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Whether the configuration's schema is one, and can be shown as a form. */
final class ConfigurationCheck {

  private static final String AT = "/configuration";

  private static final Set<String> STANDARD_FORMATS =
      Set.of("date", "date-time", "duration", "email", "hostname", "uri", "uuid");

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(secret|token|password|passwd|api_?key|private_?key|webhook_?url).*");

  private final YamlDocument document;
  private final Findings findings;

  ConfigurationCheck(YamlDocument document, Findings findings) {
    this.document = document;
    this.findings = findings;
  }

  void check(JsonNode schema) {
    try {
      ConfigurationSchema compiled = ConfigurationSchema.of(schema);
      checkForm(schema);
      schema
          .path("properties")
          .forEachEntry((name, property) -> checkProperty(compiled, name, property));
    } catch (InvalidSchemaException invalid) {
      problem(
          "",
          "This is no JSON Schema 2020-12: " + invalid.getMessage() + ".",
          "Correct the schema; references may point inside it only.");
    }
  }

  private void checkForm(JsonNode schema) {
    if (!schema.path("type").asString("").equals("object")) {
      problem("/type", "A configuration must be an object.", "Write 'type: object'.");
    }
    if (!schema.path("additionalProperties").isBoolean()
        || schema.path("additionalProperties").booleanValue()) {
      problem(
          "/additionalProperties",
          "Properties that the schema does not name must be refused.",
          "Write 'additionalProperties: false'.");
    }
    for (JsonNode name : schema.path("required").values()) {
      if (!schema.path("properties").has(name.asString(""))) {
        problem(
            "/required",
            "'" + name.asString("") + "' is required but not described.",
            "Describe it under 'properties', or remove it from 'required'.");
      }
    }
  }

  private void checkProperty(ConfigurationSchema compiled, String name, JsonNode property) {
    String at = "/properties/" + YamlDocument.token(name);
    if (SECRET.matcher(name).matches()) {
      problem(
          at,
          "'" + name + "' looks like a secret; a configuration holds none.",
          "Ask for a connection instead: 'type: string, format: connection'.");
    }
    for (String hint : new String[] {"title", "description"}) {
      if (property.path(hint).asString("").isBlank()) {
        problem(
            at, "'" + name + "' has no " + hint + "; the form shows it.", "Add '" + hint + ": …'.");
      }
    }
    String format = property.path("format").asString("");
    if (!format.isEmpty()
        && !STANDARD_FORMATS.contains(format)
        && ConfigurationFormat.named(format).isEmpty()) {
      problem(
          at + "/format",
          "'" + format + "' is no format known here.",
          "Use one of: " + String.join(", ", formats()) + ".");
    }
    if (property.has("default")) {
      checkDefault(compiled, name, property.get("default"));
    }
  }

  private void checkDefault(ConfigurationSchema compiled, String name, JsonNode value) {
    JsonNode alone =
        JsonNodeFactory.instance.objectNode().setAll(Map.<String, JsonNode>of(name, value));
    compiled.problems(alone).stream()
        .map(Problem::path)
        .filter(path -> path.equals("/" + name) || path.startsWith("/" + name + "/"))
        .findFirst()
        .ifPresent(unused ->
            problem(
                "/properties/" + YamlDocument.token(name) + "/default",
                "The default of '" + name + "' does not fit its own schema.",
                "Change the default or the schema."));
  }

  private void problem(String below, String message, String remedy) {
    findings.add(document.problem(AT + below, message, remedy));
  }

  private static Set<String> formats() {
    Set<String> formats = new TreeSet<>(STANDARD_FORMATS);
    for (ConfigurationFormat format : ConfigurationFormat.values()) {
      formats.add(format.text());
    }
    return formats;
  }
}
