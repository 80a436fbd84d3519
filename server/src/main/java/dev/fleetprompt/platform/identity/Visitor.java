package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.tenancy.Organization;
import java.util.List;
import java.util.Optional;

/**
 * A person with a good session, who may be in no organization at the moment.
 *
 * @param member the person in the session's current organization
 * @param memberships all organizations they are an active member of, by name; the first 100
 */
public record Visitor(
    PersonId person,
    String name,
    String email,
    SessionId session,
    Optional<SignedIn> member,
    List<Membership> memberships) {

  public Visitor {
    memberships = List.copyOf(memberships);
  }

  /** One organization and the person's role in it. */
  public record Membership(Organization organization, Role role) {}
}
