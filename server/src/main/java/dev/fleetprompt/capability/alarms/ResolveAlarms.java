package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.commit.Change;
import java.time.Instant;
import java.util.UUID;

/**
 * Ends the open alarms about failed runs of a schedule.
 *
 * @param before only those of runs that were begun before this one
 */
record ResolveAlarms(UUID schedule, UUID before, Instant at) implements Change {}
