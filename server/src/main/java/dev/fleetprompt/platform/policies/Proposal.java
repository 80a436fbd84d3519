package dev.fleetprompt.platform.policies;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What is to be judged.
 *
 * @param directiveType the name of its type
 * @param irreversible whether no other directive can take it back
 * @param installation the installation whose run asks for it
 */
public record Proposal(
    TenantId tenant,
    String directiveType,
    JsonNode params,
    boolean irreversible,
    Optional<UUID> installation) {}
