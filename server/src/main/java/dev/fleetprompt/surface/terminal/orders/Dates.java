package dev.fleetprompt.surface.terminal.orders;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates with or without time, as ISO 8601, in figures or with English names of months. */
final class Dates {
  private static final int LONGEST = 60;
  private static final String TIME =
      "(?:(?:T|,?\\s+)(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?"
          + "\\s*(?<half>[AaPp]\\.?[Mm]\\.?)?\\s*(?<offset>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?";

  private static final Pattern YEAR_FIRST =
      Pattern.compile("(?<year>\\d{4})([-/.])(?<month>\\d{1,2})\\2(?<day>\\d{1,2})" + TIME);
  private static final Pattern COMPACT =
      Pattern.compile("(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})" + TIME);
  private static final Pattern FIGURES =
      Pattern.compile(
          "(?<first>\\d{1,2})([-/.])(?<second2>\\d{1,2})\\2(?<year>\\d{4}|\\d{2})" + TIME);
  private static final Pattern DAY_NAMED =
      Pattern.compile("(?<day>\\d{1,2})[-. ]+(?<name>[A-Za-z]{3,9})[-., ]+(?<year>\\d{4})" + TIME);
  private static final Pattern NAMED_DAY =
      Pattern.compile(
          "(?<name>[A-Za-z]{3,9})\\.? (?<day>\\d{1,2})(?:st|nd|rd|th)?,? (?<year>\\d{4})" + TIME);

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final int EARLIEST_YEAR = 1900;
  private static final int LATEST_YEAR = 2199;

  private final DayOrder order;
  private final ZoneId zone;

  Dates(DayOrder order, ZoneId zone) {
    this.order = order;
    this.zone = zone;
  }

  /**
   * Finds out how {@code samples} are written.
   *
   * @throws OrderFileException if they can be read in two ways
   */
  static Dates like(Collection<String> samples, ZoneId zone) {
    Dates dayFirst = new Dates(DayOrder.DMY, zone);
    Dates monthFirst = new Dates(DayOrder.MDY, zone);
    long days = 0;
    long months = 0;
    String unclear = null;
    for (String sample : samples) {
      Optional<Instant> asDay = dayFirst.read(sample);
      Optional<Instant> asMonth = monthFirst.read(sample);
      days += asDay.isPresent() ? 1 : 0;
      months += asMonth.isPresent() ? 1 : 0;
      if (asDay.isPresent() && asMonth.isPresent() && !asDay.equals(asMonth)) {
        unclear = sample;
      }
    }
    if (days == months && unclear != null) {
      throw new OrderFileException(
          "Dates such as '%s' can be read in two ways. Add --date-order dmy or --date-order mdy."
              .formatted(unclear.strip()));
    }
    return days >= months ? dayFirst : monthFirst;
  }

  /** Empty when {@code text} is no date of the years 1900 to 2199. */
  Optional<Instant> read(String text) {
    String stripped = text.strip();
    if (stripped.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(parse(stripped))
          .filter(date -> date.getYear() >= EARLIEST_YEAR && date.getYear() <= LATEST_YEAR)
          .map(OffsetDateTime::toInstant);
    } catch (DateTimeException notInTheCalendar) {
      return Optional.empty();
    }
  }

  private @Nullable OffsetDateTime parse(String text) {
    for (Pattern pattern : List.of(YEAR_FIRST, COMPACT)) {
      Matcher found = pattern.matcher(text);
      if (found.matches()) {
        return moment(
            LocalDate.of(number(found, "year"), number(found, "month"), number(found, "day")),
            found);
      }
    }
    Matcher figures = FIGURES.matcher(text);
    if (figures.matches()) {
      // Points are written where the day comes first.
      boolean dayFirst = order == DayOrder.DMY || figures.group(2).equals(".");
      int first = number(figures, "first");
      int second = number(figures, "second2");
      int year = number(figures, "year");
      return moment(
          LocalDate.of(
              year < 100 ? 2000 + year : year,
              dayFirst ? second : first,
              dayFirst ? first : second),
          figures);
    }
    for (Pattern pattern : List.of(DAY_NAMED, NAMED_DAY)) {
      Matcher found = pattern.matcher(text);
      if (found.matches()) {
        int month =
            MONTHS.indexOf(found.group("name").toLowerCase(Locale.ROOT).substring(0, 3)) + 1;
        return moment(LocalDate.of(number(found, "year"), month, number(found, "day")), found);
      }
    }
    return null;
  }

  private OffsetDateTime moment(LocalDate date, Matcher found) {
    LocalTime time = found.group("hour") == null ? LocalTime.MIDNIGHT : time(found);
    String offset = found.group("offset");
    if (offset == null) {
      return date.atTime(time).atZone(zone).toOffsetDateTime();
    }
    boolean utc = !offset.startsWith("+") && !offset.startsWith("-");
    return date.atTime(time).atOffset(utc ? ZoneOffset.UTC : ZoneOffset.of(offset));
  }

  private static LocalTime time(Matcher found) {
    int hour = number(found, "hour");
    String half = found.group("half");
    if (half != null) {
      if (hour < 1 || hour > 12) {
        throw new DateTimeException("no such hour");
      }
      hour = hour % 12 + (half.toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
    }
    int second = found.group("second") == null ? 0 : number(found, "second");
    String fraction = found.group("fraction");
    int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    return LocalTime.of(hour, number(found, "minute"), second, nanos);
  }

  private static int number(Matcher found, String group) {
    return Integer.parseInt(found.group(group));
  }
}
