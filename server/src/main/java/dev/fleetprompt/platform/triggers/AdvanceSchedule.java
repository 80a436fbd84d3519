package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.Change;
import java.time.Instant;
import java.util.UUID;

/**
 * Notes that a schedule's times are dealt with. Refuses its unit when somebody else did so,
 * switched it off or removed it meanwhile.
 */
record AdvanceSchedule(UUID schedule, Instant from, Instant to) implements Change {}
