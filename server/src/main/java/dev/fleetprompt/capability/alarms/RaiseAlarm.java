package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.commit.Change;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Raises an alarm, unless one with its key was raised before. */
record RaiseAlarm(
    UUID id,
    String key,
    String kind,
    String title,
    String text,
    Optional<UUID> directive,
    Instant at)
    implements Change {}
