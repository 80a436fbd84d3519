package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Starts workflows of installations by hand, as often as their packages allow. */
public interface ManualStarts {

  /** The time that a run is about. */
  sealed interface Period {

    /** Up to now. */
    record Last(Duration length) implements Period {}

    /**
     * A calendar day, midnight to midnight, in the zone of the package's schedule; in the
     * organization's if it has none.
     */
    record Day(LocalDate day) implements Period {}
  }

  /** What became of a start. */
  sealed interface Answer {

    /** A new run is queued. */
    record Started(UUID run) implements Answer {}

    /**
     * The limit is reached; nothing was started.
     *
     * @param last the last run that was started by hand for the same time, or else for another
     * @param again when it can be started again
     */
    record Limited(Optional<UUID> last, Instant again) implements Answer {}
  }

  /**
   * Starts a workflow, or says which run to look at instead.
   *
   * @throws PackageException {@code NOT_INSTALLED}, {@code NOT_STARTABLE}
   */
  Answer start(TenantId tenant, UUID installation, String workflow, Period period, Actor by);
}
