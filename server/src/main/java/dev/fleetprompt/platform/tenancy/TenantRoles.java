package dev.fleetprompt.platform.tenancy;

import dev.fleetprompt.platform.tenancy.TenancyException.UnknownTenant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The role of each tenant, remembered: it never changes while the tenant exists. */
final class TenantRoles {
  private static final int MOST_REMEMBERED = 20_000;

  private final Organizations organizations;
  private final Map<TenantId, String> remembered = new ConcurrentHashMap<>();

  TenantRoles(Organizations organizations) {
    this.organizations = organizations;
  }

  String of(TenantId tenant) {
    String known = remembered.get(tenant);
    if (known != null) {
      return known;
    }
    String role =
        organizations
            .find(tenant)
            .filter(Organization::ready)
            .map(organizations::role)
            .orElseThrow(() -> new UnknownTenant(tenant));
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(tenant, role);
    return role;
  }
}
