package dev.fleetprompt.platform.commit;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A unit that waits for its commit. */
record Pending(UUID key, UnitOfWork unit, CompletableFuture<Void> done) {}
