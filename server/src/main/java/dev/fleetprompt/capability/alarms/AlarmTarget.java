package dev.fleetprompt.capability.alarms;

import java.util.Optional;

/**
 * Where alarms are sent.
 *
 * @param connection a connection that takes messages
 * @param place a channel, topic or mail address within it; its own if it is empty
 */
public record AlarmTarget(String connection, Optional<String> place) {}
