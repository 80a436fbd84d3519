package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.Change;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notes that a schedule's times are dealt with. Refuses its unit when somebody else did so,
 * switched it off or removed it meanwhile.
 *
 * @param run the run whose end it waits for from now on
 * @param ends whether this tells the end of one, which counts also while it is switched off
 */
record AdvanceSchedule(UUID schedule, Instant from, Instant to, @Nullable UUID run, boolean ends)
    implements Change {

  /** Times up to {@code to} are dealt with. */
  static AdvanceSchedule to(Schedule schedule, Instant to) {
    return new AdvanceSchedule(schedule.id(), schedule.handledUntil(), to, null, false);
  }
}
