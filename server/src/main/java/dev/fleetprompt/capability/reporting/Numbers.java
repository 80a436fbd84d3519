package dev.fleetprompt.capability.reporting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;

/** Numbers as people read them: 55,885.30; +12 (+9.7 %). Rounded half up, here and nowhere else. */
final class Numbers {

  private static final int LONGEST = 24;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final int digits;

  /**
   * @param currency ISO 4217 code that decides the digits of amounts; two digits when it is empty
   */
  Numbers(String currency) {
    digits =
        currency.isEmpty()
            ? 2
            : Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }

  static String count(long count) {
    return format(BigDecimal.valueOf(count), 0);
  }

  /** "1 run", "2 runs". */
  static String count(long count, String singular, String plural) {
    return count(count) + " " + (count == 1 ? singular : plural);
  }

  String amount(BigDecimal amount) {
    return format(amount, digits);
  }

  String changeOfCount(long now, long before) {
    return change(BigDecimal.valueOf(now), BigDecimal.valueOf(before), 0);
  }

  String changeOfAmount(BigDecimal now, BigDecimal before) {
    return change(now, before, digits);
  }

  private static String change(BigDecimal now, BigDecimal before, int digits) {
    BigDecimal difference = now.subtract(before);
    if (difference.setScale(digits, RoundingMode.HALF_UP).signum() == 0) {
      return "no change";
    }
    String signed = signed(difference, digits);
    if (before.signum() == 0) {
      return signed;
    }
    BigDecimal percent =
        difference
            .multiply(HUNDRED)
            .divide(before.abs(), new MathContext(34, RoundingMode.HALF_UP));
    return signed + " (" + signed(percent, 1) + " %)";
  }

  private static String signed(BigDecimal value, int digits) {
    String text = format(value.abs(), digits);
    return (value.signum() < 0 ? "−" : "+") + text;
  }

  private static String format(BigDecimal value, int digits) {
    if ((long) value.precision() - value.scale() > LONGEST) {
      return value.round(new MathContext(6, RoundingMode.HALF_UP)).toString();
    }
    DecimalFormat format =
        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    format.setRoundingMode(RoundingMode.HALF_UP);
    String text = format.format(value);
    return text.startsWith("-") ? "−" + text.substring(1) : text;
  }
}
