package dev.fleetprompt.platform.policies;

import dev.fleetprompt.platform.tenancy.TenantId;
import tools.jackson.databind.JsonNode;

/**
 * What is to be judged.
 *
 * @param directiveType the name of its type
 * @param irreversible whether no other directive can take it back
 */
public record Proposal(
    TenantId tenant, String directiveType, JsonNode params, boolean irreversible) {}
