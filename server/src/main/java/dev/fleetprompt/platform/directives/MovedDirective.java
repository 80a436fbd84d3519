package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.signals.Link;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a move's consequences need to know of its directive.
 *
 * @param params there when it ended without its effect
 */
record MovedDirective(
    String type,
    String key,
    Link correlation,
    @Nullable UUID run,
    int attempts,
    @Nullable JsonNode params) {}
