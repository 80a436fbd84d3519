package dev.fleetprompt.platform.filters;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A condition over JSON values, checked. Written as an object: each entry names a field (dots lead
 * into objects) with a value that it must equal or an object of operators, and all entries must
 * hold; {@code all} and {@code any} take lists of such objects, {@code not} takes one.
 *
 * <pre>{@code
 * {"data.total": {"ge": 100, "default": 0}, "any": [{"data.country": "DE"}, {"data.country": "AT"}]}
 * }</pre>
 */
public final class Filter {

  private final Condition condition;

  private Filter(Condition condition) {
    this.condition = condition;
  }

  /**
   * @throws InvalidFilterException when it names a field that is not there, compares it to a value
   *     of another type, says nothing of an optional field's absence, or is larger than 50
   *     conditions or deeper than 5 levels
   */
  public static Filter of(JsonNode document, Fields fields) {
    return new Filter(new FilterReader(fields).read(document));
  }

  /** For forms and for those who write it as SQL. */
  public Condition condition() {
    return condition;
  }

  /**
   * Whether a value meets the condition. A value whose field is of another type than declared does
   * not meet the comparison.
   *
   * @param now what {@code within} counts back from
   */
  public boolean test(JsonNode value, Instant now) {
    return Comparison.test(condition, value, now);
  }
}
