package dev.fleetprompt.capability.reporting;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What happened in a window, exactly. Counts and sums beside those of the window before.
 *
 * @param business by kind: those with names first, then the most frequent
 * @param businessMore how many further kinds there were
 * @param errors the most frequent first
 * @param errorsMore how many further errors there were
 */
record Figures(
    Span window,
    Span before,
    List<Business> business,
    @JsonProperty("business_more") int businessMore,
    Installs installs,
    Runs runs,
    Directives directives,
    List<Error> errors,
    @JsonProperty("errors_more") int errorsMore,
    Cost cost) {

  /** From inclusive, to exclusive. */
  record Span(Instant from, Instant to, String zone) {
    static Span of(Window window) {
      return new Span(window.from(), window.to(), window.zone().getId());
    }
  }

  /**
   * One kind of business event.
   *
   * @param sum present when a field of it is summed up
   */
  record Business(
      String type,
      String title,
      long count,
      @JsonProperty("count_before") long countBefore,
      Optional<Sum> sum) {}

  /** An exact sum of a field over the window. */
  record Sum(
      String field,
      String title,
      BigDecimal total,
      @JsonProperty("total_before") BigDecimal totalBefore) {}

  /** Installations of packages that ended in the window. */
  record Installs(long completed, long uninstalled, long failed) {}

  /**
   * Runs.
   *
   * @param active begun and not ended now, without the one that asks
   */
  record Runs(long completed, long faulted, long cancelled, long active) {}

  /**
   * Directives.
   *
   * @param failed in the window
   * @param waiting for an approval, their time or another attempt, now
   * @param inDoubt now
   * @param oldestInDoubt the one to look at first
   */
  record Directives(
      long completed,
      long failed,
      long waiting,
      @JsonProperty("in_doubt") long inDoubt,
      @JsonProperty("oldest_in_doubt") Optional<UUID> oldestInDoubt) {}

  /** One error, as often as it occurred in the window. */
  record Error(String kind, String code, String message, long count) {}

  /**
   * What model calls cost.
   *
   * @param calls how many there were; absent when that is not known
   * @param amount absent when it is not known
   */
  record Cost(Optional<Long> calls, Optional<BigDecimal> amount, Optional<String> currency) {

    static final Cost NO_CALLS = new Cost(Optional.of(0L), Optional.empty(), Optional.empty());
    static final Cost UNKNOWN = new Cost(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
