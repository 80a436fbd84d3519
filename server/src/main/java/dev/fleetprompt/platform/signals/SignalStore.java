package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads signals for those who work for all tenants. */
@Component
public class SignalStore {

  private static final String FIND =
      "select %s from fleet.signal where tenant_id = :tenant and id = :id"
          .formatted(SignalRows.COLUMNS);

  private final EngineDatabase database;

  public SignalStore(EngineDatabase database) {
    this.database = database;
  }

  public Optional<Signal> find(TenantId tenant, UUID id) {
    return database
        .sql()
        .sql(FIND)
        .param("tenant", tenant.value())
        .param("id", id)
        .query(SignalRows::read)
        .optional();
  }
}
