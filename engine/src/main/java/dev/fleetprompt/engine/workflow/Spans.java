package dev.fleetprompt.engine.workflow;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Lengths of time: objects of units, and ISO 8601 without years and months. */
public final class Spans {

  private static final Duration LONGEST = Duration.ofDays(3_660);
  private static final Pattern ISO =
      Pattern.compile(
          "P(?:(\\d{1,9})W)?(?:(\\d{1,9})D)?"
              + "(?:T(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)S)?)?");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "days", Duration.ofDays(1),
          "hours", Duration.ofHours(1),
          "minutes", Duration.ofMinutes(1),
          "seconds", Duration.ofSeconds(1),
          "milliseconds", Duration.ofMillis(1));

  private Spans() {}

  /** The length that a value stands for, between 0 and ten years; empty when it stands for none. */
  public static Optional<Duration> read(JsonNode value) {
    Optional<Duration> length =
        value.isString()
            ? iso(value.stringValue())
            : value.isObject() ? units(value) : Optional.empty();
    return length.filter(each -> !each.isNegative() && each.compareTo(LONGEST) <= 0);
  }

  private static Optional<Duration> units(JsonNode value) {
    Duration sum = Duration.ZERO;
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      Duration unit = UNITS.get(entry.getKey());
      JsonNode count = entry.getValue();
      if (unit == null || !count.isIntegralNumber() || !count.canConvertToInt()) {
        return Optional.empty();
      }
      sum = sum.plus(unit.multipliedBy(count.intValue()));
    }
    return value.isEmpty() ? Optional.empty() : Optional.of(sum);
  }

  private static Optional<Duration> iso(String text) {
    Matcher matcher = ISO.matcher(text);
    if (!matcher.matches() || text.endsWith("P") || text.endsWith("T")) {
      return Optional.empty();
    }
    Duration length =
        Duration.ofDays(7 * number(matcher, 1) + number(matcher, 2))
            .plusHours(number(matcher, 3))
            .plusMinutes(number(matcher, 4));
    String seconds = matcher.group(5);
    return Optional.of(
        seconds == null
            ? length
            : length.plusNanos(new BigDecimal(seconds).movePointRight(9).longValueExact()));
  }

  private static long number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
