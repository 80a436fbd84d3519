package dev.fleetprompt.surface.terminal.orders;

import java.time.ZoneId;
import java.util.Optional;

/**
 * How to read a file; what is empty is guessed from the file.
 *
 * @param number the name of the column with the order's number, and so on
 * @param zone the time zone of times that name none
 * @param currency an ISO 4217 code for totals without one
 */
public record Reading(
    Optional<String> number,
    Optional<String> date,
    Optional<String> customer,
    Optional<String> total,
    Optional<DayOrder> dayOrder,
    Optional<DecimalMark> decimalMark,
    ZoneId zone,
    Optional<String> currency) {

  /** Everything guessed. */
  public static Reading guessing(ZoneId zone) {
    return new Reading(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        zone,
        Optional.empty());
  }
}
