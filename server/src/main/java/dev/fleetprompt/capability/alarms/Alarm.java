package dev.fleetprompt.capability.alarms;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that people have to know.
 *
 * @param kind such as {@code schedule.missed}
 * @param title on one line
 * @param text Markdown: what happened and what to do
 * @param directive the directive that sends it, if it is sent at all
 * @param seenAt when somebody said that they know
 */
public record Alarm(
    UUID id,
    String kind,
    String title,
    String text,
    Optional<UUID> directive,
    Instant raisedAt,
    Optional<Instant> seenAt) {}
