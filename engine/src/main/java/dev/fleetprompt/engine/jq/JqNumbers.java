package dev.fleetprompt.engine.jq;

import tools.jackson.databind.JsonNode;

/** How this evaluator sees numbers, for callers that must agree with it. */
public final class JqNumbers {
  private JqNumbers() {}

  /**
   * The number as text without an exponent, as {@code tostring} writes it: {@code 1E+3} is {@code
   * 1000}.
   */
  public static String plain(JsonNode number) {
    return Numbers.text(new Run(Fuel.standard()), number);
  }

  /**
   * Whether two values are equal as in {@code ==}: {@code 1} and {@code 1.0} are, and the order of
   * keys does not matter.
   */
  public static boolean equal(JsonNode a, JsonNode b) {
    return Values.equal(new Run(Fuel.standard()), a, b);
  }

  /** Compares two values in jq's order of all values. */
  public static int compare(JsonNode a, JsonNode b) {
    return Values.compare(new Run(Fuel.standard()), a, b);
  }
}
