package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A schedule as it stands.
 *
 * @param handledUntil every time up to here is dealt with; for a {@link Timing.Pause}, when it
 *     began
 * @param run the run that a {@link Timing.Pause} follows, while it is under way
 */
record Schedule(
    TenantId tenant,
    UUID id,
    String name,
    Timing timing,
    boolean enabled,
    Target target,
    Instant handledUntil,
    Optional<UUID> run) {}
