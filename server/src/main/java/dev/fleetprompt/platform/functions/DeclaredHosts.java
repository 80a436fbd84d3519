package dev.fleetprompt.platform.functions;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Set;
import java.util.UUID;

/** Knows which hosts an installation's package said that it reads over HTTP. */
@FunctionalInterface
public interface DeclaredHosts {

  /**
   * Names such as {@code api.example.com} or {@code *.example.com}; empty when it declared none.
   */
  Set<String> of(TenantId tenant, UUID installation);
}
