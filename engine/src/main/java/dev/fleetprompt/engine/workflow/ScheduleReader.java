package dev.fleetprompt.engine.workflow;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code schedule}. */
final class ScheduleReader {

  private static final Pattern CRON =
      Pattern.compile("[0-9*,/-]+ [0-9*,/-]+ [0-9*,/?L-]+ [0-9A-Za-z*,/-]+ [0-9A-Za-z*,/?#-]+");

  private final Problems problems;
  private final PartReader parts;
  private final EventReader events;

  ScheduleReader(Problems problems, Expressions expressions, PartReader parts) {
    this.problems = problems;
    this.parts = parts;
    this.events = new EventReader(problems, expressions);
  }

  @Nullable Schedule schedule(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    String pointer = "/schedule";
    if (node.size() != 1) {
      problems.add(
          pointer, "A schedule has exactly one rule.", "Keep one of cron, every, after and on.");
      return null;
    }
    String rule = node.propertyNames().iterator().next();
    JsonNode value = node.path(rule);
    String path = Pointers.child(pointer, rule);
    return switch (rule) {
      case "cron" -> cron(value, path);
      case "every" -> every(value, path);
      case "after" -> new Schedule.After(parts.duration(value, path));
      case "on" -> {
        EventStrategy strategy = events.strategy(value, path, Names.SCHEDULE);
        yield strategy == null ? null : new Schedule.On(strategy);
      }
      default -> {
        problems.add(
            path, "There is no rule '" + rule + "'.", "Write one of cron, every, after and on.");
        yield null;
      }
    };
  }

  private Schedule cron(JsonNode value, String path) {
    String cron = value.stringValue("").strip().replaceAll("\\s+", " ");
    if (!CRON.matcher(cron).matches()) {
      problems.add(
          path,
          "This is no cron expression of five fields.",
          "Write minute, hour, day of the month, month and day of the week, such as '0 8 * * 1-5'.");
    }
    return new Schedule.Cron(cron);
  }

  private Schedule every(JsonNode value, String path) {
    Duration interval = parts.duration(value, path);
    if (interval.isZero()) {
      problems.add(path, "An interval is longer than nothing.", "Write, for example, PT5M.");
    }
    return new Schedule.Every(interval);
  }
}
