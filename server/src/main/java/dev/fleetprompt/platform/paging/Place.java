package dev.fleetprompt.platform.paging;

import java.time.Instant;
import java.util.UUID;

/**
 * A row's place in a list that is ordered by time, newest first, and by id among equal times.
 *
 * @param time in microseconds
 */
public record Place(Instant time, UUID id) {}
