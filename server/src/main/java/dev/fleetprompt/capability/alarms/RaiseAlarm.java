package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.commit.Change;
import java.time.Instant;
import java.util.UUID;

/** Raises an alarm, unless one with its key was raised before. It is sent after the commit. */
record RaiseAlarm(
    UUID id, String key, AlarmKind kind, String title, String text, Alarm.Subject about, Instant at)
    implements Change {}
