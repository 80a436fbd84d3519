package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.signals.SignalReferences;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Keeps the chain from a run back to the signal that started it. */
final class DeliveryReferences implements SignalReferences {

  // The primary key.
  private static final String REFERRED =
      """
      select distinct signal_id from fleet.trigger_delivery
      where tenant_id = :tenant and signal_id = any (:signals)
      """;

  private final EngineDatabase database;

  DeliveryReferences(EngineDatabase database) {
    this.database = database;
  }

  @Override
  public Set<UUID> referredTo(TenantId tenant, Collection<UUID> signals) {
    return signals.isEmpty()
        ? Set.of()
        : new HashSet<>(
            database
                .sql()
                .sql(REFERRED)
                .param("tenant", tenant.value())
                .param("signals", signals.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
  }
}
