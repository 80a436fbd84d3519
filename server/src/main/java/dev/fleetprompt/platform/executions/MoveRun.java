package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Change;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records where a run stands; only its owner does.
 *
 * @param begins whether the run was queued until now
 * @param output canonical JSON
 * @param error canonical JSON
 */
record MoveRun(
    UUID id,
    ExecutionStatus status,
    Instant at,
    boolean begins,
    @Nullable String output,
    @Nullable String error)
    implements Change {}
