package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.commit.Change;
import java.util.UUID;

/** Notes which directive sends an alarm. */
record AlarmSent(UUID alarm, UUID directive) implements Change {}
