package dev.fleetprompt.engine.jq;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Builtins that convert between seconds since 1970, broken down times and texts; always in UTC,
 * never with a clock.
 */
final class Dates {
  private static final long MAX_SECONDS = 253_402_300_799L;
  private static final long MIN_SECONDS = -62_167_219_200L;

  private Dates() {}

  static void register(Builtins builtins) {
    builtins.value("gmtime", 0, (run, in, a) -> brokenDown(run, in));
    builtins.value("mktime", 0, (run, in, a) -> Numbers.of(seconds(in)));
    builtins.value("strftime", 1, (run, in, a) -> format(run, in, a[0]));
    builtins.value("strptime", 1, (run, in, a) -> parse(run, in, a[0]));
  }

  private static JsonNode brokenDown(Run run, JsonNode in) {
    if (!in.isNumber() || !Numbers.finite(in)) {
      throw new JqException("gmtime() requires a number");
    }
    BigDecimal seconds = Numbers.decimal(in);
    BigDecimal whole = bounded(seconds).setScale(0, RoundingMode.FLOOR);
    LocalDateTime time = LocalDateTime.ofEpochSecond(whole.longValueExact(), 0, ZoneOffset.UTC);
    return brokenDown(run, time, seconds.subtract(whole));
  }

  private static BigDecimal bounded(BigDecimal seconds) {
    if (seconds.compareTo(BigDecimal.valueOf(MAX_SECONDS)) > 0
        || seconds.compareTo(BigDecimal.valueOf(MIN_SECONDS)) < 0) {
      throw new JqException("the time is not between the years 0 and 9999");
    }
    return seconds;
  }

  private static JsonNode brokenDown(Run run, LocalDateTime time, BigDecimal fraction) {
    run.array(20);
    ArrayNode parts = Values.array();
    parts.add(Numbers.of(time.getYear()));
    parts.add(Numbers.of(time.getMonthValue() - 1L));
    parts.add(Numbers.of(time.getDayOfMonth()));
    parts.add(Numbers.of(time.getHour()));
    parts.add(Numbers.of(time.getMinute()));
    parts.add(Numbers.of(run, BigDecimal.valueOf(time.getSecond()).add(fraction)));
    parts.add(Numbers.of(time.getDayOfWeek().getValue() % 7));
    parts.add(Numbers.of(time.getDayOfYear() - 1L));
    return parts;
  }

  private static long seconds(JsonNode in) {
    return time(in, "mktime").toEpochSecond(ZoneOffset.UTC);
  }

  /**
   * The time of an array of year, month from 0, day, hour, minute, second; parts out of range carry
   * over.
   */
  private static LocalDateTime time(JsonNode in, String function) {
    if (!in.isArray() || in.size() < 6) {
      throw new JqException(function + " requires array of 6 numbers");
    }
    long[] parts = new long[6];
    for (int i = 0; i < parts.length; i++) {
      JsonNode part = in.get(i);
      if (!part.isNumber() || Numbers.isNan(part)) {
        throw new JqException(function + " requires parsed datetime inputs");
      }
      parts[i] = Numbers.index(part);
    }
    try {
      LocalDateTime time =
          LocalDate.of((int) parts[0], 1, 1)
              .plusMonths(parts[1])
              .plusDays(parts[2] - 1)
              .atStartOfDay()
              .plusHours(parts[3])
              .plusMinutes(parts[4])
              .plusSeconds(parts[5]);
      bounded(BigDecimal.valueOf(time.toEpochSecond(ZoneOffset.UTC)));
      return time;
    } catch (DateTimeException e) {
      throw new JqException("the time is not between the years 0 and 9999");
    }
  }

  private static JsonNode format(Run run, JsonNode in, JsonNode format) {
    if (!in.isNumber() && !in.isArray()) {
      throw new JqException("strftime/1 requires parsed datetime inputs");
    }
    if (!format.isString()) {
      throw new JqException("strftime/1 requires a string format");
    }
    LocalDateTime time = time(in.isNumber() ? brokenDown(run, in) : in, "strftime/1");
    run.steps(4L * format.stringValue().length());
    run.text(12L * format.stringValue().length());
    return Values.text(TimeFormat.write(time, format.stringValue()));
  }

  private static JsonNode parse(Run run, JsonNode in, JsonNode format) {
    if (!in.isString()) {
      throw new JqException(
          "strptime/1 requires string inputs and arguments, not " + Values.shown(run, in));
    }
    if (!format.isString()) {
      throw new JqException("strptime/1 requires string inputs and arguments");
    }
    run.steps(4L * format.stringValue().length());
    try {
      return brokenDown(
          run, TimeFormat.read(in.stringValue(), format.stringValue()), BigDecimal.ZERO);
    } catch (DateTimeException e) {
      throw new JqException(
          "date \""
              + in.stringValue()
              + "\" does not match format \""
              + format.stringValue()
              + "\"");
    }
  }
}
