package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.TenantId;

/**
 * A person at work in one organization, as the database knew both when the request began.
 *
 * @param organization the session's current one; the only source of a request's tenant
 * @param role theirs in it
 * @param session the session that the request came with
 */
public record SignedIn(
    PersonId person,
    String name,
    String email,
    Organization organization,
    Role role,
    SessionId session) {

  public TenantId tenant() {
    return organization.id();
  }

  /** Whether they may do what {@code needed} may. */
  public boolean may(Role needed) {
    return role.atLeast(needed);
  }
}
