package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.signals.Actor;
import java.time.Instant;

/**
 * What a person decided about a proposal: yes, unless the directive is rejected.
 *
 * @param reason why, as they put it; may be empty for a yes
 * @param selfConfirmed whether it was their own request, because nobody else could decide
 */
public record Decision(Actor by, Instant at, String reason, boolean selfConfirmed) {}
