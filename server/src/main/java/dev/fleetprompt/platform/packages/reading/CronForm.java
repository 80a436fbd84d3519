package dev.fleetprompt.platform.packages.reading;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a text has the form of a five-field cron expression. */
final class CronForm {

  private static final Pattern ITEM =
      Pattern.compile("(\\*|[0-9]{1,2}(-[0-9]{1,2})?|[A-Z]{3}(-[A-Z]{3})?)(/[0-9]{1,2})?");

  private CronForm() {}

  /** What is wrong with it, if anything. */
  static Optional<String> problem(String text) {
    List<String> fields = List.of(text.strip().split("\\s+"));
    if (fields.size() != 5) {
      return Optional.of(
          "'" + text + "' is no cron expression: it has " + fields.size() + " fields.");
    }
    return fields.stream()
        .flatMap(field -> List.of(field.split(",", -1)).stream())
        .filter(item -> !ITEM.matcher(item).matches())
        .findFirst()
        .map(item -> "'" + text + "' is no cron expression: '" + item + "' is not understood.");
  }
}
