package dev.fleetprompt.capability.reporting;

import jakarta.validation.constraints.Size;
import java.util.Optional;

/**
 * A kind of business event that is known by a name of its own.
 *
 * @param type the signals' type
 * @param title what one calls them, such as Orders
 * @param sum the field of their data that is summed up; dots lead into objects
 * @param sumTitle what one calls the sum, such as Revenue
 */
record Measure(
    @Size(min = 3, max = 200) String type,
    @Size(min = 1, max = 60) String title,
    @Size(min = 1, max = 100) Optional<String> sum,
    @Size(min = 1, max = 60) @com.fasterxml.jackson.annotation.JsonProperty("sum_title")
        Optional<String> sumTitle) {

  /** The sum's title, or one made of its parts. */
  String titleOfSum() {
    return sumTitle.orElse(title + ": " + sum.orElse(""));
  }
}
