package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.identity.SignInLog.Method;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Links with which people become members: each is for one address, works once, within seven days. A
 * new one for the same address replaces the one before.
 */
public final class Invitations {
  private static final Duration LIFE = Duration.ofDays(7);
  private static final int MOST = 500;

  private static final String IS_MEMBER =
      """
      select exists (select from fleet.membership m join fleet.person p using (person_id)
                      where m.tenant_id = :tenant and p.email_key = :key)
      """;

  private static final String REVOKE_SAME =
      """
      update fleet.invitation set revoked_at = :now
       where tenant_id = :tenant and email_key = :key and accepted_at is null and revoked_at is null
      """;

  private static final String ADD =
      """
      insert into fleet.invitation
        (invitation_id, token_hash, tenant_id, email, email_key, role, invited_by, created_at, ends_at)
      values (:id, :hash, :tenant, :email, :key, :role, :by, :now, :end)
      """;

  /** invitation_open */
  private static final String OPEN =
      """
      select i.invitation_id, i.email, i.role, i.created_at, i.ends_at, p.name as invited_by
        from fleet.invitation i left join fleet.person p on p.person_id = i.invited_by
       where i.tenant_id = :tenant and i.accepted_at is null and i.revoked_at is null
       order by i.email_key limit %d
      """
          .formatted(MOST);

  private static final String REVOKE =
      """
      update fleet.invitation set revoked_at = :now
       where tenant_id = :tenant and invitation_id = :id and accepted_at is null and revoked_at is null
      """;

  private static final String FIND =
      """
      select i.invitation_id, i.tenant_id, o.name as organization, i.email, i.email_key, i.role,
             exists (select from fleet.person p where p.email_key = i.email_key) as known
        from fleet.invitation i join fleet.organization o using (tenant_id)
       where i.token_hash = :hash and i.accepted_at is null and i.revoked_at is null
         and i.ends_at > :now
      """;

  private static final String ACCEPT =
      """
      update fleet.invitation set accepted_at = :now
       where invitation_id = :id and accepted_at is null and revoked_at is null and ends_at > :now
      """;

  private final IdentityDatabase database;
  private final People people;
  private final Passwords passwords;
  private final Memberships memberships;
  private final MemberNews news;
  private final Sessions sessions;
  private final SignIns signIns;
  private final Ids ids;
  private final Clock clock;

  Invitations(
      IdentityDatabase database,
      People people,
      Passwords passwords,
      Memberships memberships,
      MemberNews news,
      Sessions sessions,
      SignIns signIns,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.people = people;
    this.passwords = passwords;
    this.memberships = memberships;
    this.news = news;
    this.sessions = sessions;
    this.signIns = signIns;
    this.ids = ids;
    this.clock = clock;
  }

  /** One that nobody used yet. */
  public record Open(
      UUID id,
      String email,
      Role role,
      Instant createdAt,
      Instant endsAt,
      Optional<String> invitedBy) {}

  /**
   * What the holder of a link learns.
   *
   * @param known whether the address has an account, whose person must sign in to accept
   */
  public record Offer(
      UUID id, TenantId tenant, String organization, String email, Role role, boolean known) {
    boolean isFor(PersonRow person) {
      return Email.key(email).equals(person.email().key());
    }
  }

  /**
   * Invites someone.
   *
   * @return the link's path, told once
   * @throws IdentityException {@code email.invalid}, {@code member.exists}, {@code
   *     member.not_allowed}
   */
  public String invite(SignedIn admin, String email, Role role) {
    if (!admin.may(Role.ADMIN) || (role == Role.OWNER && !admin.may(Role.OWNER))) {
      throw IdentityException.refused(
          "member.not_allowed", "Only admins invite people, and only owners invite owners.");
    }
    return invite(admin.tenant(), email, role, admin.person());
  }

  /** The same for the operator, who is nobody's member. */
  public String inviteAsOperator(TenantId tenant, String email, Role role) {
    return invite(tenant, email, role, null);
  }

  /** Those that nobody used yet, by address; at most 500. Some may be too old. */
  public List<Open> open(TenantId tenant) {
    return database
        .sql()
        .sql(OPEN)
        .param("tenant", tenant.value())
        .query((row, index) ->
            new Open(
                row.getObject("invitation_id", UUID.class),
                row.getString("email"),
                Role.of(row.getString("role")),
                Times.instant(row, "created_at"),
                Times.instant(row, "ends_at"),
                Optional.ofNullable(row.getString("invited_by"))))
        .list();
  }

  /**
   * Makes a link worthless.
   *
   * @return whether there was such an open invitation
   */
  public boolean revoke(SignedIn admin, UUID invitation) {
    boolean revoked =
        database.inTransaction(sql -> {
          int changed =
              sql.sql(REVOKE)
                  .param("now", Times.utc(clock.instant()))
                  .param("tenant", admin.tenant().value())
                  .param("id", invitation)
                  .update();
          if (changed == 1) {
            news.add(
                sql,
                admin.tenant(),
                "member.invitation_revoked",
                invitation,
                admin.person().toString(),
                Map.of());
          }
          return changed == 1;
        });
    news.publish(admin.tenant());
    return revoked;
  }

  /** What the link offers, as long as it is good. */
  public Optional<Offer> find(String token) {
    return find(database.sql(), token);
  }

  /**
   * Someone without account accepts: makes the account with the invited address.
   *
   * @param person whose address is not looked at
   * @throws IdentityException {@code link.used}, or what is wrong with what was given
   */
  public Sessions.Opened acceptAsNew(String token, NewPerson person, Origin origin) {
    Offer offer = find(token).orElseThrow(OneTimeLinks::used);
    CheckedPerson checked =
        CheckedPerson.of(new NewPerson(person.name(), offer.email(), person.password()), passwords);
    Sessions.Opened opened =
        database.inTransaction(sql -> {
          PersonId added = people.add(sql, checked);
          accept(sql, offer, added);
          return signIns.admit(sql, added, Method.LINK, origin);
        });
    news.publish(offer.tenant());
    return opened;
  }

  /**
   * A signed-in person accepts, and goes on in that organization.
   *
   * @throws IdentityException {@code link.used}; {@code invitation.other_person} when the
   *     invitation is for another address
   */
  public void accept(String token, Visitor visitor) {
    Offer offer = find(token).orElseThrow(OneTimeLinks::used);
    if (!offer.isFor(people.require(visitor.person()))) {
      throw IdentityException.refused(
          "invitation.other_person",
          "This invitation is for %s. Sign out, then open it again with that account."
              .formatted(offer.email()));
    }
    database.inTransaction(sql -> {
      accept(sql, offer, visitor.person());
      return offer;
    });
    sessions.select(visitor.session(), offer.tenant());
    news.publish(offer.tenant());
  }

  private String invite(TenantId tenant, String typed, Role role, @Nullable PersonId by) {
    Email email = Email.of(typed);
    Secret token = Secret.random();
    database.inTransaction(sql -> {
      if (sql.sql(IS_MEMBER)
          .param("tenant", tenant.value())
          .param("key", email.key())
          .query(Boolean.class)
          .single()) {
        throw IdentityException.invalid(
            "email", "member.exists", "There is a member with this address already.");
      }
      UUID id = ids.next();
      sql.sql(REVOKE_SAME)
          .param("now", Times.utc(clock.instant()))
          .param("tenant", tenant.value())
          .param("key", email.key())
          .update();
      sql.sql(ADD)
          .param("id", id)
          .param("hash", token.hash())
          .param("tenant", tenant.value())
          .param("email", email.text())
          .param("key", email.key())
          .param("role", role.text())
          .param("by", by == null ? null : by.value(), Types.OTHER)
          .param("now", Times.utc(clock.instant()))
          .param("end", Times.utc(clock.instant().plus(LIFE)))
          .update();
      news.add(
          sql,
          tenant,
          "member.invited",
          id,
          by == null ? MemberNews.OPERATOR : by.toString(),
          Map.of("role", role.text(), "email", email.text()));
      return id;
    });
    news.publish(tenant);
    return "/invitations/" + token.text();
  }

  private Optional<Offer> find(JdbcClient sql, String token) {
    return sql.sql(FIND)
        .param("hash", new Secret(token).hash())
        .param("now", Times.utc(clock.instant()))
        .query((row, index) ->
            new Offer(
                row.getObject("invitation_id", UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("organization"),
                row.getString("email"),
                Role.of(row.getString("role")),
                row.getBoolean("known")))
        .optional();
  }

  private void accept(JdbcClient sql, Offer offer, PersonId person) {
    int accepted =
        sql.sql(ACCEPT).param("now", Times.utc(clock.instant())).param("id", offer.id()).update();
    if (accepted == 0) {
      throw OneTimeLinks.used();
    }
    if (memberships.add(sql, offer.tenant(), person, offer.role())) {
      news.add(
          sql,
          offer.tenant(),
          "member.joined",
          person.value(),
          person.toString(),
          Map.of("role", offer.role().text()));
    }
  }
}
