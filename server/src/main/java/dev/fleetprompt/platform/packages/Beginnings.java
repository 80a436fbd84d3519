package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.schemas.ExactJson;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Says in plain words when the workflows of a package begin by themselves. */
final class Beginnings {

  private final Manifest manifest;

  Beginnings(Manifest manifest) {
    this.manifest = manifest;
  }

  List<String> statements() {
    return Stream.concat(
            manifest.schedules().stream().map(this::schedule),
            manifest.triggers().stream().map(Beginnings::trigger))
        .toList();
  }

  private String schedule(Manifest.Schedule schedule) {
    String times =
        switch (schedule.timing()) {
          case Manifest.Timing.Daily daily -> "every day at " + value(daily.time());
          case Manifest.Timing.Cron cron -> "by the cron expression " + value(cron.expression());
        };
    String condition =
        switch (schedule.enabled()) {
          case Setting.Literal literal ->
              literal.value().asBoolean(true) ? "" : ", once it is switched on";
          case Setting.FromConfiguration from -> ", if " + value(from);
        };
    return "'%s' starts %s, in the time zone %s%s."
        .formatted(schedule.workflow(), times, value(schedule.zone()), condition);
  }

  private String value(Setting setting) {
    return switch (setting) {
      case Setting.Literal literal -> literal.value().asString("");
      case Setting.FromConfiguration from -> "'" + title(from.property()) + "'";
    };
  }

  private String title(String property) {
    JsonNode schema = manifest.configuration().path("properties").path(property);
    return schema.path("title").asString(property);
  }

  private static String trigger(Manifest.Trigger trigger) {
    return "'%s' starts for each %s%s."
        .formatted(
            trigger.workflow(),
            trigger.signal(),
            trigger.filter().map(filter -> " where " + ExactJson.write(filter)).orElse(""));
  }
}
