package dev.fleetprompt.platform.retention;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** The runs that have not ended: what they came from and what they asked for is kept for them. */
public interface LiveRuns {

  /** Those of the runs that have not ended. */
  Set<UUID> among(TenantId tenant, Collection<UUID> runs);

  /** Whether any run of any tenant with a smaller id than {@code bound} has not ended. */
  boolean anyBefore(UUID bound);
}
