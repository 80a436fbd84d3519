package dev.fleetprompt.platform.policies;

/** The policy is not the one that was looked at any more; nothing was changed. */
public final class PolicyChangedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  PolicyChangedException(int seen) {
    super(
        "Somebody else changed the policy since version %d was shown; look at it again."
            .formatted(seen));
  }
}
