package dev.fleetprompt.platform.triggers;

import java.time.Instant;
import java.util.Optional;

/**
 * What fell due since a schedule was last dealt with.
 *
 * @param from the time before the latest: where its window begins
 * @param latest the latest time, whose window is run
 * @param missed how many times before the latest were missed; their windows are not run
 * @param firstMissed the first of those
 */
record DueTimes(Instant from, Instant latest, int missed, Optional<Instant> firstMissed) {

  /** More are counted as this many. */
  static final int MOST_COUNTED = 1_000;

  /** Empty when nothing fell due. */
  static Optional<DueTimes> of(Timing.Times cron, Instant handledUntil, Instant now) {
    Optional<Instant> first = cron.next(handledUntil).filter(due -> !due.isAfter(now));
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Instant latest = cron.previous(now.plusMillis(1)).orElse(first.get());
    int missed = 0;
    Optional<Instant> due = first;
    while (due.isPresent() && due.get().isBefore(latest) && missed < MOST_COUNTED) {
      missed++;
      due = cron.next(due.get());
    }
    return Optional.of(
        new DueTimes(
            cron.previous(latest).orElse(handledUntil),
            latest,
            missed,
            missed == 0 ? Optional.empty() : first));
  }
}
