package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.Change;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notes that a signal reached a trigger. Refuses its unit when that is noted already, so whatever
 * else is in it happens once.
 *
 * @param run the run that it started; null when it could not
 * @param error why it could not
 */
record RecordDelivery(
    UUID signal, UUID trigger, @Nullable UUID run, @Nullable String error, Instant at)
    implements Change {}
