package dev.fleetprompt.capability.connectors.mattermost.receiver;

import java.time.Instant;
import java.util.Optional;

/**
 * A post as it arrived.
 *
 * @param channel the channel asked for, if any
 * @param username the author's name asked for, if any
 */
public record ReceivedPost(
    Instant receivedAt, Optional<String> channel, Optional<String> username, String text) {}
