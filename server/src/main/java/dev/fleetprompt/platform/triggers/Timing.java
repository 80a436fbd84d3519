package dev.fleetprompt.platform.triggers;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** When a schedule starts its runs. */
public sealed interface Timing {

  /** The zone in which times are meant; UTC where none matters. */
  default ZoneId zone() {
    return ZoneOffset.UTC;
  }

  /** At times that are known in advance. */
  sealed interface Times extends Timing permits Cron, Interval {

    /** The first time after {@code instant}; empty when there is none in sight. */
    Optional<Instant> next(Instant instant);

    /** The last time before {@code instant}; empty when there was none in sight. */
    Optional<Instant> previous(Instant instant);
  }

  /**
   * So long after the end of the run before, however it ended; for the first run, after the
   * installation.
   *
   * @param length not negative
   */
  record Pause(java.time.Duration length) implements Timing {

    public Pause {
      if (length.isNegative()) {
        throw new IllegalArgumentException("A pause is not negative, as " + length + " is");
      }
    }
  }
}
