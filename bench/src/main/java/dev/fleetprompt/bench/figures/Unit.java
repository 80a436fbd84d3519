package dev.fleetprompt.bench.figures;

import java.util.Locale;

/** What a figure counts, and whether more of it is better. */
public enum Unit {
  PER_SECOND("/s", "%,.0f", true),
  MILLISECONDS("ms", "%,.2f", false),
  SECONDS("s", "%,.2f", false),
  PERCENT("%", "%,.2f", false),
  MEBIBYTES("MiB", "%,.1f", false),
  COUNT("", "%,.0f", false),
  TIMES("x", "%,.2f", true);

  private final String symbol;
  private final String format;
  private final boolean moreIsBetter;

  Unit(String symbol, String format, boolean moreIsBetter) {
    this.symbol = symbol;
    this.format = format;
    this.moreIsBetter = moreIsBetter;
  }

  /** As it stands behind a number; empty for plain counts. */
  public String symbol() {
    return symbol;
  }

  boolean moreIsBetter() {
    return moreIsBetter;
  }

  /** The number alone. */
  String number(double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** The number with its symbol. */
  public String text(double value) {
    return switch (this) {
      case PER_SECOND, TIMES, PERCENT -> number(value) + symbol;
      case MILLISECONDS, SECONDS, MEBIBYTES -> number(value) + " " + symbol;
      case COUNT -> number(value);
    };
  }
}
