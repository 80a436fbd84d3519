package dev.fleetprompt.surface.terminal.orders;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads amounts of money as people write them: with currency signs, thousands grouped by comma,
 * point, space or apostrophe, and a sign before, behind or as brackets.
 */
final class Amounts {
  private static final int LONGEST = 60;
  private static final Pattern DECORATION = Pattern.compile("[\\p{Sc}\\p{L}\\s\\p{Z}'’+]");
  private static final Pattern BRACKETS = Pattern.compile("\\((.*)\\)");
  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:([.,])\\d{3})+");

  private final DecimalMark decimal;

  Amounts(DecimalMark decimal) {
    this.decimal = decimal;
  }

  /**
   * Finds out how {@code samples} are written.
   *
   * @throws OrderFileException if they can be read in two ways
   */
  static Amounts like(Collection<String> samples) {
    long points = 0;
    long commas = 0;
    String unclear = null;
    for (String sample : samples) {
      String digits = digits(sample);
      Optional<DecimalMark> mark = markOf(digits);
      if (mark.isEmpty() && (digits.indexOf('.') >= 0 || digits.indexOf(',') >= 0)) {
        unclear = sample;
      }
      points += mark.filter(DecimalMark.POINT::equals).isPresent() ? 1 : 0;
      commas += mark.filter(DecimalMark.COMMA::equals).isPresent() ? 1 : 0;
    }
    if (points == commas && unclear != null) {
      throw new OrderFileException(
          "Totals such as '%s' can be read in two ways. Add --decimal point or --decimal comma."
              .formatted(unclear.strip()));
    }
    return new Amounts(commas > points ? DecimalMark.COMMA : DecimalMark.POINT);
  }

  /** Empty when {@code text} is no amount. */
  Optional<BigDecimal> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String rest = digits(text);
    boolean negative = text.strip().startsWith("(") && text.strip().endsWith(")");
    if (rest.startsWith("-") || rest.endsWith("-")) {
      negative = true;
      rest = rest.startsWith("-") ? rest.substring(1) : rest.substring(0, rest.length() - 1);
    }
    int mark = rest.lastIndexOf(decimal.mark);
    String whole = mark < 0 ? rest : rest.substring(0, mark);
    String fraction = mark < 0 ? "" : rest.substring(mark + 1);
    if (whole.indexOf(decimal.grouping) >= 0) {
      Matcher grouped = GROUPED.matcher(whole);
      if (!grouped.matches() || whole.indexOf(decimal.mark) >= 0) {
        return Optional.empty();
      }
      whole = whole.replace(String.valueOf(decimal.grouping), "");
    }
    if ((whole.isEmpty() && fraction.isEmpty()) || !isDigits(whole) || !isDigits(fraction)) {
      return Optional.empty();
    }
    BigDecimal amount = new BigDecimal("0" + whole + (fraction.isEmpty() ? "" : "." + fraction));
    return Optional.of(negative ? amount.negate() : amount);
  }

  /**
   * What is left without currency, spaces, apostrophes and brackets; the scientific form keeps its
   * letter.
   */
  private static String digits(String text) {
    String stripped = text.strip().replace('\u2212', '-');
    if (stripped.matches("(?i).*\\d[.,]?e[+-]?\\d.*")) {
      return stripped;
    }
    Matcher brackets = BRACKETS.matcher(stripped);
    return DECORATION.matcher(brackets.matches() ? brackets.group(1) : stripped).replaceAll("");
  }

  private static Optional<DecimalMark> markOf(String digits) {
    int point = digits.lastIndexOf('.');
    int comma = digits.lastIndexOf(',');
    if (point < 0 && comma < 0) {
      return Optional.empty();
    }
    DecimalMark last = point > comma ? DecimalMark.POINT : DecimalMark.COMMA;
    DecimalMark other = last == DecimalMark.POINT ? DecimalMark.COMMA : DecimalMark.POINT;
    if (point >= 0 && comma >= 0) {
      return Optional.of(last);
    }
    int at = Math.max(point, comma);
    if (digits.indexOf(last.mark) != at) {
      return Optional.of(other);
    }
    String whole = digits.substring(0, at).replace("-", "");
    boolean couldGroup =
        digits.length() - at - 1 == 3
            && !whole.isEmpty()
            && whole.length() <= 3
            && !whole.startsWith("0");
    return couldGroup ? Optional.empty() : Optional.of(last);
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(character -> character >= '0' && character <= '9');
  }
}
