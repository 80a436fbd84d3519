package dev.fleetprompt.engine.jq;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;

/**
 * Exact decimal arithmetic within bounds. Only NaN and the infinities are binary; they come from
 * {@code nan}, {@code infinite} and functions such as {@code log}.
 */
final class Numbers {
  /**
   * Greatest power of ten of a number's first digit, as in the decimal128 format; its negative is
   * the least.
   */
  static final int MAX_EXPONENT = 6_144;

  static final int MAX_DIGITS = 10_000;

  /** Digits of a quotient that does not end. */
  static final MathContext QUOTIENT = MathContext.DECIMAL128;

  private Numbers() {}

  static JsonNode of(long value) {
    int narrow = (int) value;
    return narrow == value ? IntNode.valueOf(narrow) : LongNode.valueOf(value);
  }

  /** A number as it was written: trailing zeros are kept, huge ones refused. */
  static JsonNode literal(String text) {
    if (text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return of(Long.parseLong(text));
    }
    if (text.length() > MAX_DIGITS + 20) {
      throw tooManyDigits();
    }
    BigDecimal value = new BigDecimal(text);
    checkRange(value);
    return value.scale() <= 0 && value.precision() - value.scale() <= 18
        ? of(value.longValueExact())
        : DecimalNode.valueOf(value);
  }

  /** The result of a calculation: no trailing zeros, a plain integer where it is one. */
  static JsonNode of(Run run, BigDecimal value) {
    BigDecimal result = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (result.scale() <= 0 && result.precision() - result.scale() <= 18) {
      return of(result.longValueExact());
    }
    checkRange(result);
    run.steps(result.precision() >> 3);
    run.bytes(48 + (result.precision() >> 1));
    return DecimalNode.valueOf(result);
  }

  static JsonNode of(Run run, double value) {
    if (!Double.isFinite(value)) {
      run.nonFinite();
      return DoubleNode.valueOf(value);
    }
    return of(run, BigDecimal.valueOf(value));
  }

  private static void checkRange(BigDecimal value) {
    if (value.precision() > MAX_DIGITS) {
      throw tooManyDigits();
    }
    long exponent = (long) value.precision() - value.scale() - 1;
    if (value.signum() != 0 && Math.abs(exponent) > MAX_EXPONENT
        || Math.abs((long) value.scale()) > 2L * MAX_DIGITS) {
      throw new JqException(
          "number out of range: its exponent is beyond "
              + MAX_EXPONENT
              + ". Keep numbers smaller, or divide first");
    }
  }

  private static JqException tooManyDigits() {
    return new JqException("number has more than " + MAX_DIGITS + " digits. Round it first");
  }

  static boolean small(JsonNode number) {
    return number.isInt() || number.isLong();
  }

  static boolean finite(JsonNode number) {
    return !(number.isDouble() || number.isFloat()) || Double.isFinite(number.doubleValue());
  }

  static boolean isNan(JsonNode number) {
    return (number.isDouble() || number.isFloat()) && Double.isNaN(number.doubleValue());
  }

  static BigDecimal decimal(JsonNode number) {
    if (number.isDouble() || number.isFloat()) {
      return BigDecimal.valueOf(number.doubleValue());
    }
    return number.decimalValue();
  }

  static double toDouble(JsonNode number) {
    return number.isBigDecimal() ? number.decimalValue().doubleValue() : number.doubleValue();
  }

  static JsonNode add(Run run, JsonNode a, JsonNode b) {
    if (small(a) && small(b)) {
      long x = a.longValue();
      long y = b.longValue();
      long sum = x + y;
      if (((x ^ sum) & (y ^ sum)) >= 0) {
        return of(sum);
      }
    }
    if (!finite(a) || !finite(b)) {
      return of(run, toDouble(a) + toDouble(b));
    }
    BigDecimal x = decimal(a);
    BigDecimal y = decimal(b);
    checkSpread(run, x, y);
    return of(run, x.add(y));
  }

  static JsonNode subtract(Run run, JsonNode a, JsonNode b) {
    if (small(a) && small(b)) {
      long x = a.longValue();
      long y = b.longValue();
      long difference = x - y;
      if (((x ^ y) & (x ^ difference)) >= 0) {
        return of(difference);
      }
    }
    if (!finite(a) || !finite(b)) {
      return of(run, toDouble(a) - toDouble(b));
    }
    BigDecimal x = decimal(a);
    BigDecimal y = decimal(b);
    checkSpread(run, x, y);
    return of(run, x.subtract(y));
  }

  /** An exact sum has digits from the first of one operand to the last of the other. */
  private static void checkSpread(Run run, BigDecimal x, BigDecimal y) {
    checkRange(x);
    checkRange(y);
    long first = Math.max((long) x.precision() - x.scale(), (long) y.precision() - y.scale());
    long digits = first + Math.max(x.scale(), y.scale());
    if (digits > MAX_DIGITS) {
      throw tooManyDigits();
    }
    run.steps(Math.max(0, digits) >> 3);
  }

  static JsonNode multiply(Run run, JsonNode a, JsonNode b) {
    if (small(a) && small(b)) {
      long x = a.longValue();
      long y = b.longValue();
      long high = Math.multiplyHigh(x, y);
      long low = x * y;
      if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
        return of(low);
      }
    }
    if (!finite(a) || !finite(b)) {
      return of(run, toDouble(a) * toDouble(b));
    }
    BigDecimal x = decimal(a);
    BigDecimal y = decimal(b);
    checkRange(x);
    checkRange(y);
    run.steps((long) x.precision() * y.precision() >> 8);
    return of(run, x.multiply(y));
  }

  static JsonNode divide(Run run, JsonNode a, JsonNode b) {
    if (!finite(a) || !finite(b)) {
      return of(run, toDouble(a) / toDouble(b));
    }
    BigDecimal y = decimal(b);
    if (y.signum() == 0) {
      throw Values.binaryError(run, a, b, "cannot be divided because the divisor is zero");
    }
    BigDecimal x = decimal(a);
    checkRange(x);
    checkRange(y);
    run.steps((long) x.precision() + y.precision() >> 2);
    return of(run, x.divide(y, QUOTIENT));
  }

  /**
   * As in jq, both operands lose their fraction first, and the result has the sign of the dividend.
   */
  static JsonNode remainder(Run run, JsonNode a, JsonNode b) {
    if (isNan(a) || isNan(b)) {
      return of(run, Double.NaN);
    }
    BigInteger y = integer(run, b);
    if (y.signum() == 0) {
      throw Values.binaryError(
          run, a, b, "cannot be divided (remainder) because the divisor is zero");
    }
    return of(run, new BigDecimal(integer(run, a).remainder(y)));
  }

  private static BigInteger integer(Run run, JsonNode number) {
    if (small(number)) {
      return BigInteger.valueOf(number.longValue());
    }
    if (!finite(number)) {
      return BigInteger.valueOf(number.doubleValue() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE);
    }
    BigDecimal value = decimal(number);
    checkRange(value);
    run.steps(value.precision());
    return value.toBigInteger();
  }

  static JsonNode negate(Run run, JsonNode a) {
    if (small(a) && a.longValue() != Long.MIN_VALUE) {
      return of(-a.longValue());
    }
    return finite(a) ? keepZeros(run, decimal(a).negate()) : of(run, -toDouble(a));
  }

  static JsonNode abs(Run run, JsonNode a) {
    boolean negative =
        small(a) ? a.longValue() < 0 : finite(a) ? decimal(a).signum() < 0 : a.doubleValue() < 0;
    return negative ? negate(run, a) : a;
  }

  private static JsonNode keepZeros(Run run, BigDecimal value) {
    checkRange(value);
    run.bytes(48 + (value.precision() >> 1));
    return DecimalNode.valueOf(value);
  }

  static JsonNode round(Run run, JsonNode a, RoundingMode mode) {
    if (small(a) || !finite(a)) {
      return a;
    }
    BigDecimal value = decimal(a);
    checkRange(value);
    run.steps(value.precision() >> 3);
    return of(run, value.setScale(0, mode));
  }

  /** A total order for sorting: NaN comes before every other number. */
  static int compare(Run run, JsonNode a, JsonNode b) {
    if (small(a) && small(b)) {
      return Long.compare(a.longValue(), b.longValue());
    }
    if (isNan(a) || isNan(b)) {
      return Boolean.compare(isNan(b), isNan(a));
    }
    if (!finite(a) || !finite(b)) {
      return Double.compare(toDouble(a), toDouble(b));
    }
    BigDecimal x = decimal(a);
    BigDecimal y = decimal(b);
    checkRange(x);
    checkRange(y);
    run.steps((long) x.precision() + y.precision() >> 4);
    return x.compareTo(y);
  }

  /** An index into an array: the floor of the number; what is far outside stays far outside. */
  static int index(JsonNode number) {
    if (number.isInt()) {
      return number.intValue();
    }
    if (!finite(number)) {
      return number.doubleValue() > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE;
    }
    BigDecimal value = decimal(number);
    if (value.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) >= 0) {
      return Integer.MAX_VALUE;
    }
    if (value.compareTo(BigDecimal.valueOf(Integer.MIN_VALUE)) <= 0) {
      return Integer.MIN_VALUE;
    }
    return value.setScale(0, RoundingMode.FLOOR).intValue();
  }

  /**
   * The number as JSON text: never an exponent; NaN is null, the infinities are the greatest
   * double.
   */
  static String text(Run run, JsonNode number) {
    if (small(number)) {
      return Long.toString(number.longValue());
    }
    if (isNan(number)) {
      return "null";
    }
    if (!finite(number)) {
      return number.doubleValue() > 0 ? "1.7976931348623157e+308" : "-1.7976931348623157e+308";
    }
    BigDecimal value = decimal(number);
    checkRange(value);
    run.steps(value.precision() + Math.abs(value.scale()) >> 2);
    return value.toPlainString();
  }
}
