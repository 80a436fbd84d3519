package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.OwnerDatabase;
import dev.fleetprompt.platform.identity.FailureLimits.Kind;
import dev.fleetprompt.platform.identity.OneTimeLinks.Purpose;
import dev.fleetprompt.platform.identity.SignInLog.Method;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenancyException.InvalidOrganization;
import dev.fleetprompt.platform.tenancy.TenancyException.OrganizationExists;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How people and organizations come to be: person, organization, role, schema and membership in one
 * transaction, so all of it or nothing. Safe for any number of threads and processes.
 */
public final class Registration {
  private static final Duration SET_UP = Duration.ofHours(24);
  private static final int MOST_SLUGS = 20;

  /** Two set-ups at once take turns; readers do not wait. */
  private static final String TAKE_TURN = "lock table fleet.person in share row exclusive mode";

  private static final String ANY_PERSON = "select exists (select from fleet.person)";

  private static final String OWNERLESS =
      """
      select o.tenant_id from fleet.organization o
       where not exists (select from fleet.membership m where m.tenant_id = o.tenant_id)
       order by o.slug limit 1000
      """;

  private final OwnerDatabase owner;
  private final People people;
  private final Passwords passwords;
  private final Organizations organizations;
  private final Memberships memberships;
  private final OneTimeLinks links;
  private final FailureLimits limits;
  private final SignIns signIns;
  private final boolean open;

  Registration(
      OwnerDatabase owner,
      People people,
      Passwords passwords,
      Organizations organizations,
      Memberships memberships,
      OneTimeLinks links,
      FailureLimits limits,
      SignIns signIns,
      RegistrationSettings settings) {
    this.owner = owner;
    this.people = people;
    this.passwords = passwords;
    this.organizations = organizations;
    this.memberships = memberships;
    this.links = links;
    this.limits = limits;
    this.signIns = signIns;
    this.open = settings.open();
  }

  /** Whether the operator lets strangers register. */
  public boolean isOpen() {
    return open;
  }

  /** Whether the instance waits for its first person. */
  public boolean hasNobody() {
    return !people.any();
  }

  /** Whether this person may make another organization. */
  public boolean mayFound(Visitor visitor) {
    return open
        || visitor.memberships().stream().anyMatch(membership -> membership.role() == Role.OWNER);
  }

  /**
   * The path of a link with which the first person sets the instance up, good once within a day;
   * empty when there is a person already.
   */
  public Optional<String> setUpPath() {
    return people.any()
        ? Optional.empty()
        : Optional.of("/set-up/" + links.make(Purpose.SET_UP, null, SET_UP));
  }

  /** Whether the link still sets up. */
  public boolean mayAnyoneSetUp(String token) {
    return !people.any() && links.find(Purpose.SET_UP, token).isPresent();
  }

  /** Whether there are organizations that wait for an owner, so that none needs to be made. */
  public boolean hasOrganizations() {
    return !ownerless(owner.sql()).isEmpty();
  }

  /**
   * Makes the first person, who becomes the owner of all organizations that exist, and of a new one
   * if it is given.
   *
   * @throws IdentityException {@code link.used} when the link is good no more; otherwise what is
   *     wrong with what was given
   */
  public Sessions.Opened setUp(
      String token, NewPerson person, Optional<NewOrganization> organization, Origin origin) {
    CheckedPerson checked = CheckedPerson.of(person, passwords);
    return owner.inTransaction(sql -> {
      sql.sql(TAKE_TURN).update();
      if (links.use(sql, Purpose.SET_UP, token).isEmpty()
          || sql.sql(ANY_PERSON).query(Boolean.class).single()) {
        throw OneTimeLinks.used();
      }
      PersonId first = people.add(sql, checked);
      List<TenantId> waiting = ownerless(sql);
      waiting.forEach(tenant -> memberships.add(sql, tenant, first, Role.OWNER));
      if (organization.isPresent()) {
        memberships.add(sql, create(organization.get()).id(), first, Role.OWNER);
      } else if (waiting.isEmpty()) {
        throw IdentityException.invalid(
            "organization", "name.invalid", "Name your organization; it can be renamed later.");
      }
      return signIns.admit(sql, first, Method.LINK, origin);
    });
  }

  /**
   * Makes a person with an organization of their own.
   *
   * @throws IdentityException {@code registration.closed}, {@code sign_in.too_many}, or what is
   *     wrong with what was given
   */
  public Sessions.Opened register(NewPerson person, NewOrganization organization, Origin origin) {
    if (!open) {
      throw IdentityException.refused(
          "registration.closed",
          "Registration is closed on this server. Ask a member of your organization for an invitation.");
    }
    limits.check(Kind.REGISTRATION, origin.address());
    limits.check(Kind.ALL_REGISTRATIONS, "");
    CheckedPerson checked = CheckedPerson.of(person, passwords);
    return owner.inTransaction(sql -> {
      PersonId registered = people.add(sql, checked);
      memberships.add(sql, create(organization).id(), registered, Role.OWNER);
      return signIns.admit(sql, registered, Method.PASSWORD, origin);
    });
  }

  /**
   * Makes another organization, owned by a person who is signed in.
   *
   * @throws IdentityException {@code registration.closed} unless they own one already or
   *     registration is open
   */
  public Organization found(Visitor visitor, NewOrganization organization, Origin origin) {
    if (!mayFound(visitor)) {
      throw IdentityException.refused(
          "registration.closed", "Only owners of an organization may make another one here.");
    }
    limits.check(Kind.REGISTRATION, origin.address());
    return owner.inTransaction(sql -> {
      Organization founded = create(organization);
      memberships.add(sql, founded.id(), visitor.person(), Role.OWNER);
      return founded;
    });
  }

  /**
   * For the operator: makes a person and lets them own an organization that exists, in one step.
   *
   * @throws IdentityException when something about the person is not in order
   */
  public PersonId addOwner(TenantId tenant, NewPerson person) {
    CheckedPerson checked = CheckedPerson.of(person, passwords);
    return owner.inTransaction(sql -> {
      PersonId added = people.add(sql, checked);
      memberships.add(sql, tenant, added, Role.OWNER);
      return added;
    });
  }

  private Organization create(NewOrganization organization) {
    String name = organization.checkedName();
    var zone = organization.checkedZone();
    for (int attempt = 0; ; attempt++) {
      String slug = organization.slug(attempt);
      boolean last = !organization.slug().isBlank() || attempt == MOST_SLUGS;
      if (!last && organizations.isTaken(slug)) {
        continue;
      }
      try {
        return organizations.create(slug, name, zone);
      } catch (OrganizationExists e) {
        throw IdentityException.invalid(
            "slug", "slug.taken", "There is an organization with this short name. Choose another.");
      } catch (InvalidOrganization e) {
        throw IdentityException.invalid(
            "slug",
            "slug.invalid",
            "Use 1 to 48 small letters and digits, in words joined by _, such as acme_france.");
      }
    }
  }

  private static List<TenantId> ownerless(JdbcClient sql) {
    return sql.sql(OWNERLESS)
        .query((row, index) -> new TenantId(row.getObject("tenant_id", UUID.class)))
        .list();
  }
}
