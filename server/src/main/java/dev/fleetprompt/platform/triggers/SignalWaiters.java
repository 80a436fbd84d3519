package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.LeaseLostException;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.List;

/** Whoever waits for signals beside triggers: gets them, and their dispatch is over with that. */
@FunctionalInterface
interface SignalWaiters {
  void deliver(TenantId tenant, List<Signal> signals, NodeWork node) throws LeaseLostException;
}
