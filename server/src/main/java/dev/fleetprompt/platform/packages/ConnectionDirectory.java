package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.List;
import java.util.Optional;

/** The connections that configurations can name. */
public interface ConnectionDirectory {

  Optional<Connection> find(TenantId tenant, String name);

  /** The first of them by name; at most 200, those that were revoked among them. */
  List<Connection> first(TenantId tenant);
}
