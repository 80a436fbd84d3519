package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A run to be started.
 *
 * @param run its id
 * @param origin {@code trigger} or {@code schedule}
 * @param correlation what it belongs to
 * @param causation what led to it
 * @param input for a trigger, the signal as a CloudEvent in JSON; for a schedule, an empty object
 * @param context the target's, with {@code window} for a schedule
 * @param hears what is told of the run's end, under the run's id
 */
public record StartRequest(
    TenantId tenant,
    UUID run,
    Target target,
    String origin,
    Link correlation,
    Optional<Link> causation,
    JsonNode input,
    JsonNode context,
    Instant at,
    Optional<Item> hears) {}
