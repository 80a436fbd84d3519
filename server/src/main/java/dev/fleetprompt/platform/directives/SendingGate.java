package dev.fleetprompt.platform.directives;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Knows whether an attempt has begun to send, and shuts out one that is given up before it did: of
 * the two only one can win.
 */
final class SendingGate implements Attempt.Ownership {

  private enum Phase {
    WAITING,
    SENDING,
    SHUT
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
  private final BooleanSupplier leaseHolds;

  SendingGate(BooleanSupplier leaseHolds) {
    this.leaseHolds = leaseHolds;
  }

  @Override
  public boolean holds() {
    return leaseHolds.getAsBoolean()
        && (phase.compareAndSet(Phase.WAITING, Phase.SENDING) || phase.get() == Phase.SENDING);
  }

  /** Lets nothing more be sent; tells whether something may have been. */
  boolean shut() {
    return !phase.compareAndSet(Phase.WAITING, Phase.SHUT) && phase.get() == Phase.SENDING;
  }
}
