package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.identity.Memberships.State;
import dev.fleetprompt.platform.identity.Memberships.Status;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The members of an organization, and what an admin may do about them. An organization always keeps
 * an active owner, and only owners touch owners. Each change is told to the signal log.
 */
public final class Members {
  /** The longest list. */
  public static final int MOST = 1_000;

  /** membership's primary key, then person's. */
  private static final String LIST =
      """
      select m.person_id, p.name, p.email, m.role, m.status, m.created_at,
             p.totp_confirmed_at is not null
               or exists (select from fleet.passkey k where k.person_id = p.person_id) as strong
        from fleet.membership m join fleet.person p on p.person_id = m.person_id
       where m.tenant_id = :tenant
       order by lower(p.name), m.person_id limit %d
      """
          .formatted(MOST);

  private final IdentityDatabase database;
  private final Memberships memberships;
  private final MemberNews news;

  Members(IdentityDatabase database, Memberships memberships, MemberNews news) {
    this.database = database;
    this.memberships = memberships;
    this.news = news;
  }

  /**
   * One of them.
   *
   * @param active false when disabled: they may not come in
   * @param strong whether they have a second proof or a passkey
   */
  public record Member(
      PersonId person,
      String name,
      String email,
      Role role,
      boolean active,
      boolean strong,
      Instant since) {}

  /** By name; at most {@value #MOST}. */
  public List<Member> list(TenantId tenant) {
    return database
        .sql()
        .sql(LIST)
        .param("tenant", tenant.value())
        .query((row, index) ->
            new Member(
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("name"),
                row.getString("email"),
                Role.of(row.getString("role")),
                Status.of(row.getString("status")) == Status.ACTIVE,
                row.getBoolean("strong"),
                Times.instant(row, "created_at")))
        .list();
  }

  /**
   * Gives a member another role.
   *
   * @return false when there is no such member
   * @throws IdentityException {@code member.last_owner} or {@code member.not_allowed}
   */
  public boolean changeRole(SignedIn admin, PersonId person, Role role) {
    return change(
        admin,
        person,
        state -> new State(role, state.status()),
        (before, after) ->
            new News(
                "member.role_changed",
                Map.of("from", before.role().text(), "to", after.role().text())));
  }

  /** Keeps a member out from their next request on; see {@link #changeRole}. */
  public boolean disable(SignedIn admin, PersonId person) {
    return change(
        admin,
        person,
        state -> new State(state.role(), Status.DISABLED),
        (before, after) -> new News("member.disabled", Map.of("role", after.role().text())));
  }

  /** Lets a disabled member in again; see {@link #changeRole}. */
  public boolean enable(SignedIn admin, PersonId person) {
    return change(
        admin,
        person,
        state -> new State(state.role(), Status.ACTIVE),
        (before, after) -> new News("member.enabled", Map.of("role", after.role().text())));
  }

  /** Ends a membership; everyone may end their own. See {@link #changeRole}. */
  public boolean remove(SignedIn admin, PersonId person) {
    boolean removed =
        database.inTransaction(sql -> {
          Optional<State> state = look(sql, admin, person, known -> Optional.empty());
          state.ifPresent(known -> {
            memberships.remove(sql, admin.tenant(), person);
            tell(
                sql,
                admin,
                person,
                new News("member.removed", Map.of("role", known.role().text())));
          });
          return state.isPresent();
        });
    news.publish(admin.tenant());
    return removed;
  }

  private record News(String type, Map<String, String> data) {}

  private boolean change(
      SignedIn admin,
      PersonId person,
      UnaryOperator<State> change,
      BiFunction<State, State, News> story) {
    boolean found =
        database.inTransaction(sql -> {
          Optional<State> state =
              look(sql, admin, person, known -> Optional.of(change.apply(known)));
          if (state.isPresent()) {
            State after = change.apply(state.get());
            if (!after.equals(state.get())) {
              memberships.change(sql, admin.tenant(), person, after);
              tell(sql, admin, person, story.apply(state.get(), after));
            }
          }
          return state.isPresent();
        });
    news.publish(admin.tenant());
    return found;
  }

  /**
   * What the member is, once it is clear that they may become {@code wanted}.
   *
   * @param change what they are to become; empty for no member at all
   */
  private Optional<State> look(
      JdbcClient sql, SignedIn admin, PersonId person, Function<State, Optional<State>> change) {
    // First the owners, always: two who change each other wait instead of dying.
    List<PersonId> owners = memberships.lockOwners(sql, admin.tenant());
    Optional<State> known = memberships.lock(sql, admin.tenant(), person);
    if (known.isEmpty()) {
      return known;
    }
    State state = known.get();
    Optional<State> wanted = change.apply(state);
    boolean isSelf = person.equals(admin.person());
    boolean leaves = isSelf && wanted.isEmpty();
    boolean touchesOwners =
        state.role() == Role.OWNER || wanted.filter(to -> to.role() == Role.OWNER).isPresent();
    if (!leaves && !admin.may(Role.ADMIN)) {
      throw notAllowed("Only admins and owners change members.");
    }
    if (touchesOwners && !admin.may(Role.OWNER)) {
      throw notAllowed("Only an owner makes or changes owners.");
    }
    if (isSelf && wanted.filter(to -> to.status() == Status.DISABLED).isPresent()) {
      throw notAllowed("You cannot disable yourself.");
    }
    boolean staysOwner = wanted.filter(State::isActiveOwner).isPresent();
    if (state.isActiveOwner() && !staysOwner && owners.size() == 1) {
      throw IdentityException.refused(
          "member.last_owner",
          "This is the organization's only owner. Make someone else an owner first.");
    }
    return known;
  }

  private static IdentityException notAllowed(String message) {
    return IdentityException.refused("member.not_allowed", message);
  }

  private void tell(JdbcClient sql, SignedIn admin, PersonId person, News story) {
    news.add(
        sql, admin.tenant(), story.type(), person.value(), admin.person().toString(), story.data());
  }
}
