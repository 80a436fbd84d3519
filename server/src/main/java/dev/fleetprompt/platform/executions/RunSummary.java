package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A run as lists show it.
 *
 * @param failure why it faulted or was cancelled, in one sentence
 */
public record RunSummary(
    UUID id,
    String workflow,
    String version,
    Optional<UUID> installation,
    ExecutionStatus status,
    String origin,
    Actor requester,
    Optional<Link> causation,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<String> failure) {}
