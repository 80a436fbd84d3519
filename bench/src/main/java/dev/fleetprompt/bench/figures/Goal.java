package dev.fleetprompt.bench.figures;

/**
 * What a measure should reach, and what it reached.
 *
 * @param what the figure, such as {@code workflows against DBOS Transact for Java}
 * @param sense whether {@code wanted} is the least or the most that will do
 */
public record Goal(String what, Sense sense, double wanted, double reached, Unit unit) {

  /** Which side of the wanted value is the good one. */
  public enum Sense {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Sense(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  public static Goal atLeast(String what, double wanted, double reached, Unit unit) {
    return new Goal(what, Sense.AT_LEAST, wanted, reached, unit);
  }

  public static Goal atMost(String what, double wanted, double reached, Unit unit) {
    return new Goal(what, Sense.AT_MOST, wanted, reached, unit);
  }

  /** What is not a number meets no goal. */
  public boolean isMet() {
    return switch (sense) {
      case AT_LEAST -> reached >= wanted;
      case AT_MOST -> reached <= wanted;
    };
  }

  /**
   * How much of the goal was reached: 1 is just met, 0.5 is half as good as wanted, 2 twice as
   * good. Where nothing at all was wanted, 1 or 0.
   */
  public double ratio() {
    double good = sense == Sense.AT_LEAST ? reached : wanted;
    double asked = sense == Sense.AT_LEAST ? wanted : reached;
    if (asked == 0 || good == 0) {
      return isMet() ? 1 : 0;
    }
    return good / asked;
  }
}
