package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Change;
import java.util.UUID;

/**
 * Asks a child to stop whose parent does not wait for it any more; nothing happens when it has
 * ended.
 *
 * @param call under which name the parent waited, as in {@link ParentLink#call}
 */
record StopChild(UUID parent, String call) implements Change {}
