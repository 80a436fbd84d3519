package dev.fleetprompt.platform.executions;

/**
 * A run's journal leads to another state than the one that was stored for it: this build would go
 * on differently than the one before.
 */
final class DivergedRunException extends RuntimeException {

  private static final long serialVersionUID = 1;

  DivergedRunException(int entries, String difference) {
    super(
        "After %,d entries the run stood differently than its journal tells this version: %s. It was stopped instead of taking another way; branch from an earlier entry or start it again."
            .formatted(entries, difference));
  }
}
