package dev.fleetprompt.platform.functions;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who calls a function and from where.
 *
 * @param tenant the organization whose data the function may see
 * @param execution the run that calls
 * @param installation the installation that the run's workflow belongs to
 * @param task the task's JSON pointer in its workflow
 * @param runStartedAt when the run began, the same after every recovery
 */
public record CallContext(
    TenantId tenant,
    UUID execution,
    Optional<UUID> installation,
    String task,
    Instant runStartedAt) {}
