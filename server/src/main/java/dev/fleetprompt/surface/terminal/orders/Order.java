package dev.fleetprompt.surface.terminal.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One order of a file.
 *
 * @param line where it begins, from 1
 * @param total exactly as written, negative for a refund
 * @param time when it was placed; a date without time is its beginning in the chosen zone
 */
public record Order(
    long line,
    String number,
    Instant time,
    Optional<String> customer,
    BigDecimal total,
    Optional<String> currency)
    implements ReadRow {

  /** Whether another row says the same. */
  boolean sameAs(Order other) {
    return time.equals(other.time)
        && customer.equals(other.customer)
        && total.compareTo(other.total) == 0
        && currency.equals(other.currency);
  }
}
