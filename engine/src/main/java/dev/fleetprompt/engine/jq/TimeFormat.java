package dev.fleetprompt.engine.jq;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.List;

/** The formats of C's strftime and strptime, in UTC and in the C locale. */
final class TimeFormat {
  private static final List<String> DAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private TimeFormat() {}

  static String write(LocalDateTime time, String format) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '%' && i + 1 < format.length()) {
        text.append(field(time, format.charAt(++i)));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static String field(LocalDateTime time, char field) {
    int weekday = time.getDayOfWeek().getValue() % 7;
    return switch (field) {
      case 'a' -> DAYS.get(weekday).substring(0, 3);
      case 'A' -> DAYS.get(weekday);
      case 'b', 'h' -> MONTHS.get(time.getMonthValue() - 1).substring(0, 3);
      case 'B' -> MONTHS.get(time.getMonthValue() - 1);
      case 'c' -> write(time, "%a %b %e %H:%M:%S %Y");
      case 'C' -> padded(time.getYear() / 100, 2, '0');
      case 'd' -> padded(time.getDayOfMonth(), 2, '0');
      case 'D', 'x' -> write(time, "%m/%d/%y");
      case 'e' -> padded(time.getDayOfMonth(), 2, ' ');
      case 'F' -> write(time, "%Y-%m-%d");
      case 'g' -> padded(time.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, '0');
      case 'G' -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR));
      case 'H' -> padded(time.getHour(), 2, '0');
      case 'I' -> padded(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, '0');
      case 'j' -> padded(time.getDayOfYear(), 3, '0');
      case 'k' -> padded(time.getHour(), 2, ' ');
      case 'l' -> padded(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, ' ');
      case 'm' -> padded(time.getMonthValue(), 2, '0');
      case 'M' -> padded(time.getMinute(), 2, '0');
      case 'n' -> "\n";
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'P' -> time.getHour() < 12 ? "am" : "pm";
      case 'r' -> write(time, "%I:%M:%S %p");
      case 'R' -> write(time, "%H:%M");
      case 's' -> Long.toString(time.toEpochSecond(ZoneOffset.UTC));
      case 'S' -> padded(time.getSecond(), 2, '0');
      case 't' -> "\t";
      case 'T', 'X' -> write(time, "%H:%M:%S");
      case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
      case 'U' -> padded((time.getDayOfYear() + 6 - weekday) / 7, 2, '0');
      case 'V' -> padded(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
      case 'w' -> Integer.toString(weekday);
      case 'W' -> padded((time.getDayOfYear() + 6 - (weekday + 6) % 7) / 7, 2, '0');
      case 'y' -> padded(time.getYear() % 100, 2, '0');
      case 'Y' -> Integer.toString(time.getYear());
      case 'z' -> "+0000";
      case 'Z' -> "UTC";
      case '%' -> "%";
      default -> "%" + field;
    };
  }

  private static String padded(int number, int width, char fill) {
    String digits = Integer.toString(number);
    return String.valueOf(fill).repeat(Math.max(0, width - digits.length())) + digits;
  }

  /** Reads a whole text; a text that does not fit the format is a {@link DateTimeException}. */
  static LocalDateTime read(String text, String format) {
    Reader reader = new Reader(text);
    reader.read(format);
    return reader.time();
  }

  private static final class Reader {
    private final String text;
    private int at;
    private int year = 1900;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private boolean afternoon;
    private long epoch = Long.MIN_VALUE;

    Reader(String text) {
      this.text = text;
    }

    void read(String format) {
      fields(format);
      if (at < text.length()) {
        throw mismatch();
      }
    }

    private void fields(String format) {
      for (int i = 0; i < format.length(); i++) {
        char c = format.charAt(i);
        if (Character.isWhitespace(c)) {
          skipBlank();
        } else if (c == '%' && i + 1 < format.length()) {
          field(format.charAt(++i));
        } else if (at < text.length() && text.charAt(at) == c) {
          at++;
        } else {
          throw mismatch();
        }
      }
    }

    private void field(char field) {
      switch (field) {
        case 'a', 'A' -> name(DAYS);
        case 'b', 'B', 'h' -> month = name(MONTHS) + 1;
        case 'c' -> fields("%a %b %e %H:%M:%S %Y");
        case 'd', 'e' -> day = number(2);
        case 'D' -> fields("%m/%d/%y");
        case 'F' -> fields("%Y-%m-%d");
        case 'H', 'k' -> hour = number(2);
        case 'I', 'l' -> hour = number(2) % 12;
        case 'j' -> dayOfYear = number(3);
        case 'm' -> month = number(2);
        case 'M' -> minute = number(2);
        case 'p', 'P' -> afternoon = name(List.of("AM", "PM")) == 1;
        case 'R' -> fields("%H:%M");
        case 's' -> epoch = number(11);
        case 'S' -> second = number(2);
        case 'T' -> fields("%H:%M:%S");
        case 'u', 'w' -> number(1);
        case 'y' -> {
          int short2 = number(2);
          year = short2 + (short2 < 69 ? 2000 : 1900);
        }
        case 'Y' -> year = number(4);
        case 'z' -> zone();
        case 'Z' -> zoneName();
        case 'n', 't' -> skipBlank();
        case '%' -> {
          if (at >= text.length() || text.charAt(at++) != '%') {
            throw mismatch();
          }
        }
        default -> throw mismatch();
      }
    }

    private void skipBlank() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private int number(int width) {
      skipBlank();
      int start = at;
      long value = 0;
      while (at < text.length()
          && at - start < width
          && text.charAt(at) >= '0'
          && text.charAt(at) <= '9') {
        value = value * 10 + text.charAt(at++) - '0';
      }
      if (at == start || value > Integer.MAX_VALUE) {
        throw mismatch();
      }
      return (int) value;
    }

    private int name(List<String> names) {
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        for (int length : new int[] {name.length(), Math.min(3, name.length())}) {
          if (text.regionMatches(true, at, name, 0, length)) {
            at += length;
            return i;
          }
        }
      }
      throw mismatch();
    }

    /** As in jq, the zone is read and has no influence. */
    private void zone() {
      if (at < text.length() && text.charAt(at) == 'Z') {
        at++;
        return;
      }
      if (at >= text.length() || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
        throw mismatch();
      }
      at++;
      number(2);
      if (at < text.length() && text.charAt(at) == ':') {
        at++;
      }
      number(2);
    }

    private void zoneName() {
      int start = at;
      while (at < text.length() && Character.isLetter(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        throw mismatch();
      }
    }

    LocalDateTime time() {
      if (epoch != Long.MIN_VALUE) {
        return LocalDateTime.ofEpochSecond(epoch, 0, ZoneOffset.UTC);
      }
      int leap = second >= 60 && second <= 61 ? second - 59 : 0;
      LocalDate date =
          dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
      int halfDay = afternoon && hour < 12 ? 12 : 0;
      if (hour + halfDay == 24) {
        throw mismatch();
      }
      return date.atTime(hour + halfDay, minute, second - leap).plusSeconds(leap);
    }

    private DateTimeException mismatch() {
      return new DateTimeException("mismatch at " + at);
    }
  }
}
