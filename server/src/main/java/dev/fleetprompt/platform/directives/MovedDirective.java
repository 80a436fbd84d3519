package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.signals.Link;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a move's consequences need to know of its directive. */
record MovedDirective(
    String type, String key, Link correlation, @Nullable UUID run, int attempts) {}
