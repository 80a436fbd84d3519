package dev.fleetprompt.capability.connectors.outcome;

import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.egress.EgressResponse;

/** Puts a provider's refusal into words that say what to do. */
@FunctionalInterface
public interface Refusal {
  /** The failure for an answer that means "no"; its message holds no secret. */
  FinalFailureException of(EgressResponse answer);
}
