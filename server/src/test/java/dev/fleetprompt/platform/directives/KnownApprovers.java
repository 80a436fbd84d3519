package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Members that a test names. */
final class KnownApprovers implements Approvers {

  private final Map<String, ApproverRole> members = new ConcurrentHashMap<>();

  KnownApprovers with(String person, ApproverRole role) {
    members.put(person, role);
    return this;
  }

  KnownApprovers without(String person) {
    members.remove(person);
    return this;
  }

  @Override
  public boolean holds(TenantId tenant, String person, ApproverRole role) {
    ApproverRole held = members.get(person);
    return held != null && held.compareTo(role) <= 0;
  }

  @Override
  public boolean othersHold(TenantId tenant, String person, ApproverRole role) {
    return members.keySet().stream()
        .anyMatch(member -> !member.equals(person) && holds(tenant, member, role));
  }
}
