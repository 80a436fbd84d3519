package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.identity.Members;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The organization's members decide, by the role they have now. */
@Component
final class MembershipApprovers implements Approvers {

  private final Members members;

  MembershipApprovers(Members members) {
    this.members = members;
  }

  @Override
  public boolean holds(TenantId tenant, String person, ApproverRole role) {
    return holders(tenant, role).anyMatch(holder -> holder.equals(person));
  }

  @Override
  public boolean othersHold(TenantId tenant, String person, ApproverRole role) {
    return holders(tenant, role).anyMatch(holder -> !holder.equals(person));
  }

  private Stream<String> holders(TenantId tenant, ApproverRole needed) {
    return members.list(tenant).stream()
        .filter(member -> member.active() && member.role().atLeast(role(needed)))
        .map(member -> member.person().toString());
  }

  private static Role role(ApproverRole needed) {
    return switch (needed) {
      case OWNER -> Role.OWNER;
      case ADMIN -> Role.ADMIN;
      case EDITOR -> Role.EDITOR;
      case MEMBER -> Role.MEMBER;
    };
  }
}
