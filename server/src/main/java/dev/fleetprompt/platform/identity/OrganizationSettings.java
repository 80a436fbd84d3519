package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.OwnerDatabase;
import dev.fleetprompt.platform.tenancy.Erasure;
import dev.fleetprompt.platform.tenancy.Organizations;
import java.time.ZoneId;
import java.util.Map;

/** What admins change about their organization, and its end. */
public final class OrganizationSettings {
  private static final String END_MEMBERSHIPS =
      "delete from fleet.membership where tenant_id = :tenant";
  private static final String END_INVITATIONS =
      "delete from fleet.invitation where tenant_id = :tenant";
  private static final String LEAVE =
      "update fleet.session set tenant_id = null where tenant_id = :tenant";

  private final OwnerDatabase owner;
  private final Organizations organizations;
  private final Erasure erasure;
  private final Profiles profiles;
  private final MemberNews news;

  OrganizationSettings(
      OwnerDatabase owner,
      Organizations organizations,
      Erasure erasure,
      Profiles profiles,
      MemberNews news) {
    this.owner = owner;
    this.organizations = organizations;
    this.erasure = erasure;
    this.profiles = profiles;
    this.news = news;
  }

  /**
   * Gives it another name and time zone.
   *
   * @throws IdentityException {@code name.invalid}, {@code zone.unknown}, {@code
   *     member.not_allowed}
   */
  public void change(SignedIn admin, String name, String zone) {
    if (!admin.may(Role.ADMIN)) {
      throw IdentityException.refused(
          "member.not_allowed", "Only admins and owners change the organization.");
    }
    String checkedName = Names.of("name", name, Names.LONGEST);
    ZoneId checkedZone = NewOrganization.zone("zone", zone);
    owner.inTransaction(sql -> {
      organizations.change(admin.tenant(), checkedName, checkedZone);
      news.add(
          sql,
          admin.tenant(),
          "organization.changed",
          admin.tenant().value(),
          admin.person().toString(),
          Map.of("name", checkedName, "zone", checkedZone.getId()));
      return checkedName;
    });
    news.publish(admin.tenant());
  }

  /**
   * Ends the organization: nobody can enter it from the next request on, and everything in it is
   * removed for good soon after.
   *
   * @param typedName must be its name, so that it cannot happen by mistake
   * @throws IdentityException {@code organization.name_differs}, {@code password.wrong}, {@code
   *     member.not_allowed}
   */
  public void delete(SignedIn by, String typedName, String password) {
    if (!by.may(Role.OWNER)) {
      throw IdentityException.refused(
          "member.not_allowed", "Only an owner deletes the organization.");
    }
    if (!typedName.strip().equals(by.organization().name())) {
      throw IdentityException.invalid(
          "typed", "organization.name_differs", "Type the organization's name as it is shown.");
    }
    profiles.confirm(by.person(), password);
    owner.inTransaction(sql -> {
      organizations.close(by.tenant());
      sql.sql(END_MEMBERSHIPS).param("tenant", by.tenant().value()).update();
      sql.sql(END_INVITATIONS).param("tenant", by.tenant().value()).update();
      return sql.sql(LEAVE).param("tenant", by.tenant().value()).update();
    });
    erasure.begin();
  }
}
