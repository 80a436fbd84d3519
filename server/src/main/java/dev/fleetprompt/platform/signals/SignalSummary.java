package dev.fleetprompt.platform.signals;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A signal as lists show it.
 *
 * @param glance the first 200 characters of its data
 */
public record SignalSummary(
    UUID id,
    SignalType type,
    String source,
    String eventId,
    Optional<String> subject,
    Instant time,
    Actor actor,
    Link correlation,
    Optional<Link> causation,
    Visibility visibility,
    boolean stub,
    String glance) {}
