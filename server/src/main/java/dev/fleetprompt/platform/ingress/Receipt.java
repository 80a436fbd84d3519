package dev.fleetprompt.platform.ingress;

import java.util.UUID;

/**
 * What became of an event.
 *
 * @param signal the signal under which it is recorded
 * @param created whether it is new; otherwise its source and id were known, and nothing was written
 *     or started
 */
public record Receipt(UUID signal, boolean created) {}
