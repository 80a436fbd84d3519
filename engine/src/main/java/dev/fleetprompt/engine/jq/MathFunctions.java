package dev.fleetprompt.engine.jq;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Builtins on numbers. Rounding, roots and whole powers are exact decimals; the other functions go
 * through binary doubles.
 */
final class MathFunctions {
  private static final int MAX_EXACT_POWER = 999;

  private MathFunctions() {}

  static void register(Builtins builtins) {
    builtins.value("infinite", 0, (run, in, a) -> Numbers.of(run, Double.POSITIVE_INFINITY));
    builtins.value("nan", 0, (run, in, a) -> Numbers.of(run, Double.NaN));
    builtins.value(
        "isinfinite",
        0,
        (run, in, a) -> Values.bool(Double.isInfinite(Numbers.toDouble(number(run, in)))));
    builtins.value("isnan", 0, (run, in, a) -> Values.bool(Numbers.isNan(number(run, in))));
    builtins.value("isnormal", 0, (run, in, a) -> Values.bool(normal(number(run, in))));
    builtins.value("abs", 0, (run, in, a) -> abs(run, in));
    builtins.value("fabs", 0, (run, in, a) -> Numbers.abs(run, number(run, in)));
    builtins.value(
        "floor", 0, (run, in, a) -> Numbers.round(run, number(run, in), RoundingMode.FLOOR));
    builtins.value(
        "ceil", 0, (run, in, a) -> Numbers.round(run, number(run, in), RoundingMode.CEILING));
    builtins.value(
        "round", 0, (run, in, a) -> Numbers.round(run, number(run, in), RoundingMode.HALF_UP));
    builtins.value(
        "trunc", 0, (run, in, a) -> Numbers.round(run, number(run, in), RoundingMode.DOWN));
    builtins.value(
        "rint", 0, (run, in, a) -> Numbers.round(run, number(run, in), RoundingMode.HALF_EVEN));
    builtins.value(
        "nearbyint",
        0,
        (run, in, a) -> Numbers.round(run, number(run, in), RoundingMode.HALF_EVEN));
    builtins.value("sqrt", 0, (run, in, a) -> root(run, number(run, in)));
    builtins.value("pow", 2, (run, in, a) -> power(run, number(run, a[0]), number(run, a[1])));
    builtins.value("fmin", 2, (run, in, a) -> lesser(run, number(run, a[0]), number(run, a[1])));
    builtins.value("fmax", 2, (run, in, a) -> greater(run, number(run, a[0]), number(run, a[1])));
    builtins.value(
        "fma",
        3,
        (run, in, a) ->
            Numbers.add(
                run,
                Numbers.multiply(run, number(run, a[0]), number(run, a[1])),
                number(run, a[2])));
    builtins.value("frexp", 0, (run, in, a) -> parts(run, number(run, in)));
    builtins.value("modf", 0, (run, in, a) -> fraction(run, number(run, in)));
    registerUnary(builtins);
    registerBinary(builtins);
  }

  private static void registerUnary(Builtins builtins) {
    unary(builtins, "exp", Math::exp);
    unary(builtins, "exp2", x -> Math.pow(2, x));
    unary(builtins, "exp10", x -> Math.pow(10, x));
    unary(builtins, "expm1", Math::expm1);
    unary(builtins, "log", Math::log);
    unary(builtins, "log2", MathFunctions::log2);
    unary(builtins, "log10", Math::log10);
    unary(builtins, "log1p", Math::log1p);
    unary(builtins, "sin", Math::sin);
    unary(builtins, "cos", Math::cos);
    unary(builtins, "tan", Math::tan);
    unary(builtins, "asin", Math::asin);
    unary(builtins, "acos", Math::acos);
    unary(builtins, "atan", Math::atan);
    unary(builtins, "sinh", Math::sinh);
    unary(builtins, "cosh", Math::cosh);
    unary(builtins, "tanh", Math::tanh);
    unary(builtins, "asinh", x -> Math.copySign(Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), x));
    unary(builtins, "acosh", x -> Math.log(x + Math.sqrt(x * x - 1)));
    unary(builtins, "atanh", x -> 0.5 * Math.log((1 + x) / (1 - x)));
    unary(builtins, "cbrt", Math::cbrt);
    unary(
        builtins,
        "significand",
        x -> x == 0 || !Double.isFinite(x) ? x : x / Math.pow(2, Math.getExponent(x)));
    unary(
        builtins,
        "logb",
        x ->
            x == 0
                ? Double.NEGATIVE_INFINITY
                : Double.isInfinite(x) ? Double.POSITIVE_INFINITY : Math.getExponent(x));
  }

  private static void registerBinary(Builtins builtins) {
    binary(builtins, "atan2", Math::atan2);
    binary(builtins, "hypot", Math::hypot);
    binary(builtins, "fmod", (x, y) -> x % y);
    binary(builtins, "drem", Math::IEEEremainder);
    binary(builtins, "copysign", Math::copySign);
    binary(builtins, "nextafter", Math::nextAfter);
    binary(builtins, "nexttoward", Math::nextAfter);
    binary(builtins, "ldexp", (x, y) -> Math.scalb(x, (int) y));
    binary(builtins, "scalb", (x, y) -> Math.scalb(x, (int) y));
    binary(builtins, "scalbln", (x, y) -> Math.scalb(x, (int) y));
    binary(builtins, "fdim", (x, y) -> Math.max(0, x - y));
  }

  private static void unary(Builtins builtins, String name, DoubleUnaryOperator function) {
    builtins.value(
        name,
        0,
        (run, in, a) -> Numbers.of(run, function.applyAsDouble(Numbers.toDouble(number(run, in)))));
  }

  private static void binary(Builtins builtins, String name, DoubleBinaryOperator function) {
    builtins.value(
        name,
        2,
        (run, in, a) ->
            Numbers.of(
                run,
                function.applyAsDouble(
                    Numbers.toDouble(number(run, a[0])), Numbers.toDouble(number(run, a[1])))));
  }

  private static JsonNode number(Run run, JsonNode node) {
    if (!node.isNumber()) {
      throw Values.typeError(run, node, "number required");
    }
    return node;
  }

  private static JsonNode abs(Run run, JsonNode in) {
    if (!in.isNumber()) {
      throw Values.typeError(run, in, "has no absolute value");
    }
    return Numbers.abs(run, in);
  }

  private static boolean normal(JsonNode number) {
    double value = Math.abs(Numbers.toDouble(number));
    return value >= Double.MIN_NORMAL && value <= Double.MAX_VALUE;
  }

  private static double log2(double x) {
    int exponent = Math.getExponent(x);
    return x == Math.scalb(1.0, exponent) ? exponent : Math.log(x) / Math.log(2);
  }

  private static JsonNode root(Run run, JsonNode number) {
    if (!Numbers.finite(number) || Numbers.compare(run, number, Numbers.of(0)) < 0) {
      return Numbers.of(run, Math.sqrt(Numbers.toDouble(number)));
    }
    run.steps(100);
    return Numbers.of(run, Numbers.decimal(number).sqrt(Numbers.QUOTIENT));
  }

  /** Exact for whole exponents up to 999 while the result stays short; a double beyond that. */
  private static JsonNode power(Run run, JsonNode base, JsonNode exponent) {
    if (Numbers.finite(base)
        && Numbers.small(exponent)
        && Math.abs(exponent.longValue()) <= MAX_EXACT_POWER) {
      BigDecimal value = Numbers.decimal(base);
      int power = (int) exponent.longValue();
      long digits = (long) value.precision() * Math.abs(power);
      boolean inRange =
          Math.abs((long) value.precision() - value.scale()) * Math.abs(power)
                  < Numbers.MAX_EXPONENT
              && Math.abs((long) value.scale()) * Math.abs(power) < Numbers.MAX_EXPONENT;
      if (digits <= MAX_EXACT_POWER && inRange && (power >= 0 || value.signum() != 0)) {
        run.steps(digits);
        BigDecimal result = value.pow(Math.abs(power));
        return Numbers.of(
            run, power < 0 ? BigDecimal.ONE.divide(result, Numbers.QUOTIENT) : result);
      }
    }
    return Numbers.of(run, Math.pow(Numbers.toDouble(base), Numbers.toDouble(exponent)));
  }

  private static JsonNode lesser(Run run, JsonNode a, JsonNode b) {
    return Numbers.isNan(a) || (!Numbers.isNan(b) && Numbers.compare(run, b, a) < 0) ? b : a;
  }

  private static JsonNode greater(Run run, JsonNode a, JsonNode b) {
    return Numbers.isNan(a) || Numbers.compare(run, b, a) > 0 ? b : a;
  }

  private static JsonNode parts(Run run, JsonNode number) {
    double value = Numbers.toDouble(number);
    boolean plain = value != 0 && Double.isFinite(value);
    double scaled = plain && Math.abs(value) < Double.MIN_NORMAL ? value * 0x1p54 : value;
    int exponent = plain ? Math.getExponent(scaled) + 1 : 0;
    double fraction = plain ? Math.scalb(scaled, -exponent) : value;
    return pair(
        run, Numbers.of(run, fraction), Numbers.of(scaled == value ? exponent : exponent - 54));
  }

  private static JsonNode fraction(Run run, JsonNode number) {
    if (!Numbers.finite(number)) {
      return pair(run, Numbers.isNan(number) ? number : Numbers.of(0), number);
    }
    JsonNode whole = Numbers.round(run, number, RoundingMode.DOWN);
    return pair(run, Numbers.subtract(run, number, whole), whole);
  }

  private static JsonNode pair(Run run, JsonNode first, JsonNode second) {
    run.array(2);
    ArrayNode pair = Values.array();
    return pair.add(first).add(second);
  }
}
