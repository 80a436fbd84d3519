package dev.fleetprompt.engine.interpreter;

import java.time.Instant;

/** When something has taken too long, and the timer that tells. */
record Deadline(TimerId timer, Instant due) {}
