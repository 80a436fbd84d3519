package dev.fleetprompt.capability.connectors.outcome;

import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.egress.EgressResponse;

/** Puts a provider's refusal into words that say what to do. */
@FunctionalInterface
public interface Refusal {
  /** The failure for an answer that means "no"; its message holds no secret. */
  FinalFailureException of(EgressResponse answer);

  /**
   * Whether a failure concerns the connection, its address or its credential, rather than this one
   * effect: codes that begin with {@code webhook} or {@code egress}.
   */
  static boolean concernsConnection(FinalFailureException failure) {
    return failure.code().startsWith("webhook") || failure.code().startsWith("egress");
  }
}
