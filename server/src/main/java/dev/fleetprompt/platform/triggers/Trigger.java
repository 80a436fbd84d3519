package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.filters.Filter;
import java.util.Optional;
import java.util.UUID;

/** A trigger that is switched on, ready to judge signals. */
record Trigger(UUID id, String name, Optional<Filter> filter, Target target) {}
