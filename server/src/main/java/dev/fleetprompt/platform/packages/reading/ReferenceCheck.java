package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.platform.filters.InvalidFilterException;
import dev.fleetprompt.platform.packages.ConfigurationFormat;
import dev.fleetprompt.platform.packages.Manifest;
import dev.fleetprompt.platform.packages.Manifest.Schedule;
import dev.fleetprompt.platform.packages.Manifest.Timing;
import dev.fleetprompt.platform.packages.PlatformVersion;
import dev.fleetprompt.platform.packages.Setting;
import dev.fleetprompt.platform.triggers.Cron;
import dev.fleetprompt.platform.triggers.SignalFields;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Whether what a manifest refers to exists: workflows, properties of the configuration. */
final class ReferenceCheck {

  private final YamlDocument document;
  private final Manifest manifest;
  private final Findings findings;

  ReferenceCheck(YamlDocument document, Manifest manifest, Findings findings) {
    this.document = document;
    this.manifest = manifest;
    this.findings = findings;
  }

  void check() {
    if (!manifest.platform().contains(PlatformVersion.CURRENT)) {
      problem(
          "/platform",
          "The package is made for platform %s; this is %s."
              .formatted(manifest.platform(), PlatformVersion.CURRENT),
          "Widen the range if the package works here, or use a newer platform.");
    }
    checkWorkflows(
        "triggers", manifest.triggers().stream().map(Manifest.Trigger::workflow).toList());
    checkWorkflows("schedules", manifest.schedules().stream().map(Schedule::workflow).toList());
    checkWorkflows("manual", manifest.manual().stream().map(Manifest.Manual::workflow).toList());
    for (int i = 0; i < manifest.triggers().size(); i++) {
      String at = "/triggers/" + i + "/filter";
      manifest.triggers().get(i).filter().ifPresent(filter -> checkFilter(at, filter));
    }
    for (int i = 0; i < manifest.schedules().size(); i++) {
      checkSchedule("/schedules/" + i, manifest.schedules().get(i));
    }
  }

  private void checkWorkflows(String key, List<String> names) {
    IntStream.range(0, names.size())
        .filter(i -> !manifest.provides().workflows().contains(names.get(i)))
        .forEach(i ->
            problem(
                "/" + key + "/" + i + "/workflow",
                "The package has no workflow '" + names.get(i) + "'.",
                "List it under 'provides.workflows', or use one that is listed there."));
  }

  private void checkSchedule(String at, Schedule schedule) {
    checkSetting(at + "/zone", schedule.zone(), ConfigurationFormat.TIME_ZONE);
    checkBoolean(at + "/enabled", schedule.enabled());
    switch (schedule.timing()) {
      case Timing.Daily daily ->
          checkSetting(at + "/time", daily.time(), ConfigurationFormat.TIME_OF_DAY);
      case Timing.Cron cron -> checkCron(at + "/cron", cron.expression());
    }
  }

  private void checkSetting(String at, Setting setting, ConfigurationFormat format) {
    switch (setting) {
      case Setting.Literal(JsonNode value) -> {
        if (!value.isString() || !format.accepts(value.stringValue())) {
          problem(
              at,
              "'" + value.asString("") + "' is no " + format.meaning() + ".",
              "Write it like '" + format.example() + "'.");
        }
      }
      case Setting.FromConfiguration(String name) -> {
        JsonNode property = property(at, name);
        if (property.isObject() && !property.path("format").asString("").equals(format.text())) {
          problem(
              at,
              "The property '%s' is used as a %s, but its schema does not say so."
                  .formatted(name, format.meaning()),
              "Give the property 'format: " + format.text() + "'.");
        }
      }
    }
  }

  private void checkBoolean(String at, Setting setting) {
    boolean fits =
        switch (setting) {
          case Setting.Literal(JsonNode value) -> value.isBoolean();
          case Setting.FromConfiguration(String name) -> {
            JsonNode property = property(at, name);
            yield property.isMissingNode() || property.path("type").asString("").equals("boolean");
          }
        };
    if (!fits) {
      problem(at, "'enabled' must be true or false.", "Use a property of 'type: boolean'.");
    }
  }

  private void checkCron(String at, Setting setting) {
    switch (setting) {
      case Setting.Literal(JsonNode value) -> {
        try {
          Cron.of(value.asString(""), ZoneOffset.UTC);
        } catch (IllegalArgumentException invalid) {
          problem(at, invalid.getMessage() + ".", "Write five fields, like '0 8 * * 1-5'.");
        }
      }
      case Setting.FromConfiguration(String name) -> property(at, name);
    }
  }

  private void checkFilter(String at, JsonNode filter) {
    try {
      SignalFields.checked(filter);
    } catch (InvalidFilterException invalid) {
      problem(
          at,
          invalid.getMessage() + ".",
          "Filter by attributes of the signal and fields below 'data'.");
    }
  }

  /** The schema of a property; missing, with a finding, when it cannot be relied on. */
  private JsonNode property(String at, String name) {
    JsonNode property = manifest.configuration().path("properties").path(name);
    if (!property.isObject()) {
      problem(
          at,
          "The configuration has no property '" + name + "'.",
          "Describe it under 'configuration.properties'.");
      return property;
    }
    boolean required =
        manifest
            .configuration()
            .path("required")
            .valueStream()
            .anyMatch(entry -> entry.asString("").equals(name));
    if (!required && !property.has("default")) {
      problem(
          at,
          "The property '" + name + "' may be left out, but a schedule needs it.",
          "Add it to 'configuration.required', or give it a default.");
    }
    return property;
  }

  private void problem(String at, String message, String remedy) {
    findings.add(document.problem(at, message, remedy));
  }
}
