package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A run as it stands; see {@link StartRun} for where its parts come from.
 *
 * @param output what it came to, once completed
 * @param error why it faulted; for a cancelled run, its detail is the reason
 * @param parent who began it and may wait for its end
 */
public record Execution(
    TenantId tenant,
    UUID id,
    UUID definition,
    String workflow,
    String version,
    Optional<UUID> installation,
    ExecutionStatus status,
    String origin,
    Actor requester,
    Link correlation,
    Optional<Link> causation,
    JsonNode input,
    JsonNode context,
    Optional<JsonNode> output,
    Optional<WorkflowError> error,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<ParentLink> parent) {}
