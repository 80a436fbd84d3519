package dev.fleetprompt.platform.ingress;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A token that lets its holder send events, without the token itself.
 *
 * @param name what people call it, 1 to 100 characters
 * @param prefix its first characters, by which people tell it from others
 * @param createdBy the id of the actor
 * @param lastUsedAt up to a minute behind
 * @param revokedAt when it stopped being good, if it did
 */
public record IngressToken(
    UUID id,
    String name,
    String prefix,
    Instant createdAt,
    String createdBy,
    Optional<Instant> lastUsedAt,
    Optional<Instant> revokedAt) {}
