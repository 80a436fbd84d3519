package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.policies.Verdict;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A directive as it stands.
 *
 * @param key its business key
 * @param attempts how many attempts have begun
 * @param attemptLimit after how many it fails
 * @param openAttempt the attempt that has begun and not ended
 * @param verifications how often the outcome of the open attempt was asked for in vain
 * @param retryAt before when nothing more is tried
 * @param result what {@link Completion#result} was
 * @param failure why it failed, is in doubt or will be tried again
 * @param installation the installation for which a run asked
 * @param decision what a person decided when it was proposed
 */
public record Directive(
    TenantId tenant,
    UUID id,
    DirectiveName type,
    DirectiveState state,
    String key,
    JsonNode params,
    String reason,
    Requester requester,
    Link correlation,
    Optional<Link> causation,
    Verdict verdict,
    Optional<Instant> notBefore,
    Optional<Instant> expires,
    Instant requestedAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    int attempts,
    int attemptLimit,
    OptionalInt openAttempt,
    int verifications,
    Optional<Instant> retryAt,
    Optional<JsonNode> result,
    Optional<Failure> failure,
    Optional<UUID> installation,
    Optional<Decision> decision) {}
