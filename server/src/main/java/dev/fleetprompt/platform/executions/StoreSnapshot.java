package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Change;
import java.util.UUID;

/** Stores where a run stands, in the place of what was stored before; only its owner does. */
record StoreSnapshot(UUID run, Snapshot snapshot) implements Change {}
