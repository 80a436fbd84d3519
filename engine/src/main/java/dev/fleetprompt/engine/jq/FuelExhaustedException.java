package dev.fleetprompt.engine.jq;

import java.util.Locale;

/**
 * An evaluation needed more than its fuel. A program cannot catch it; the evaluation has no result.
 */
public final class FuelExhaustedException extends RuntimeException {
  /** The budget that ran out, with the advice that goes with it. */
  public enum Budget {
    /** Elementary operations. */
    STEPS(
        "Do less in one expression: filter earlier, process fewer items, or split the work over several tasks."),
    /** Results handed to the caller. */
    OUTPUTS("Collect the results in an array, or use first() or limit() to ask for fewer."),
    /** Memory of the values built. */
    BYTES(
        "Build smaller values: select the fields you need and avoid repeating or joining large texts."),
    /** Nesting of evaluations or of a value. */
    DEPTH("Recurse less deeply: use reduce, foreach, until or limit, and keep values flatter.");

    private final String remedy;

    Budget(String remedy) {
      this.remedy = remedy;
    }
  }

  private final Budget budget;
  private final long limit;

  FuelExhaustedException(Budget budget, long limit) {
    super(
        "The expression used up its budget of %,d %s. %s"
            .formatted(limit, budget.name().toLowerCase(Locale.ROOT), budget.remedy),
        null,
        false,
        false);
    this.budget = budget;
    this.limit = limit;
  }

  /** Which budget ran out. */
  public Budget budget() {
    return budget;
  }

  /** The size of that budget. */
  public long limit() {
    return limit;
  }
}
