package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.signals.Link;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A directive as lists show it.
 *
 * @param failure why it failed, is in doubt or will be tried again, in one sentence
 */
public record DirectiveSummary(
    UUID id,
    DirectiveName type,
    DirectiveState state,
    String key,
    String reason,
    Requester requester,
    Optional<Link> causation,
    Instant requestedAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    int attempts,
    Optional<String> failure) {}
