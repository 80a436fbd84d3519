package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * Something that outlives signals and points to them, such as directives. Registered as a bean by
 * the module that owns it.
 */
public interface SignalReferences {

  /** Those of the signals that it points to. */
  Set<UUID> referredTo(TenantId tenant, Collection<UUID> signals);
}
