package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * A schedule as it stands.
 *
 * @param handledUntil every time up to here is dealt with
 */
record Schedule(
    TenantId tenant,
    UUID id,
    String name,
    Cron cron,
    boolean enabled,
    Target target,
    Instant handledUntil) {}
