package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.packages.Manifest;
import java.time.Instant;
import java.util.UUID;

/** Counts a start by hand; refuses the unit when the limit is reached. */
record CountStart(
    UUID installation,
    String workflow,
    UUID run,
    Manifest.Limit limit,
    Instant from,
    Instant to,
    Instant at)
    implements Change {}
