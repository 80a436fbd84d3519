package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.platform.tenancy.TenantId;

/** Who may decide. Asked at the moment of decision, so it answers from what is true now. */
public interface Approvers {

  /** Whether the person is an active member of the tenant and has at least this role. */
  boolean holds(TenantId tenant, String person, ApproverRole role);

  /** Whether an active member other than this person has at least this role. */
  boolean othersHold(TenantId tenant, String person, ApproverRole role);
}
