package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.identity.FailureLimits.Kind;
import dev.fleetprompt.platform.identity.OneTimeLinks.Purpose;
import dev.fleetprompt.platform.identity.SignInLog.Event;
import dev.fleetprompt.platform.identity.SignInLog.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What people change about themselves, and what an operator changes for those who are locked out.
 */
public final class Profiles {
  private static final Duration NEW_PASSWORD = Duration.ofHours(1);
  private static final int MOST_LISTED = 1_000;

  private static final String LIST =
      """
      select p.email, p.name, p.disabled_at is not null as disabled,
             (select string_agg(o.slug || ' (' || m.role || case m.status when 'disabled' then ', disabled' else '' end || ')', ', ' order by o.slug)
                from fleet.membership m join fleet.organization o using (tenant_id)
               where m.person_id = p.person_id) as memberships
        from fleet.person p order by p.email_key limit %d
      """
          .formatted(MOST_LISTED);

  private static final String DISABLE =
      "update fleet.person set disabled_at = :now where person_id = :person and disabled_at is null";

  private static final String ENABLE =
      "update fleet.person set disabled_at = null where person_id = :person";

  private final IdentityDatabase database;
  private final People people;
  private final Passwords passwords;
  private final FailureLimits limits;
  private final Sessions sessions;
  private final SecondProofs secondProofs;
  private final Passkeys passkeys;
  private final OneTimeLinks links;
  private final SignInLog log;
  private final Clock clock;

  Profiles(
      IdentityDatabase database,
      People people,
      Passwords passwords,
      FailureLimits limits,
      Sessions sessions,
      SecondProofs secondProofs,
      Passkeys passkeys,
      OneTimeLinks links,
      SignInLog log,
      Clock clock) {
    this.database = database;
    this.people = people;
    this.passwords = passwords;
    this.limits = limits;
    this.sessions = sessions;
    this.secondProofs = secondProofs;
    this.passkeys = passkeys;
    this.links = links;
    this.log = log;
    this.clock = clock;
  }

  /** A person as an operator sees them; {@code memberships} in words. */
  public record Listed(String email, String name, boolean disabled, String memberships) {}

  /**
   * @throws IdentityException {@code name.invalid}
   */
  public void rename(PersonId person, String name) {
    people.rename(person, Names.of("name", name, Names.LONGEST));
  }

  /**
   * Checks that it is really this person, before something that an unlocked screen must not allow.
   *
   * @throws IdentityException {@code password.wrong}, {@code sign_in.too_many}
   */
  public void confirm(PersonId person, String password) {
    PersonRow known = people.require(person);
    if (!limits.admit(Kind.ACCOUNT, known.email().key())) {
      throw FailureLimits.tooMany(Kind.ACCOUNT);
    }
    if (!passwords.matches(password, known.passwordHash())) {
      throw IdentityException.invalid(
          "currentPassword", "password.wrong", "This is not your present password.");
    }
    limits.forget(Kind.ACCOUNT, known.email().key());
  }

  /**
   * Changes the password and ends the person's other sessions.
   *
   * @throws IdentityException {@code password.…}, {@code sign_in.too_many}
   */
  public void changePassword(Visitor visitor, String current, String wanted, Origin origin) {
    confirm(visitor.person(), current);
    PersonRow known = people.require(visitor.person());
    PasswordRules.check("password", wanted, known.email(), known.name());
    String hash = passwords.hash(wanted);
    database.inTransaction(sql -> {
      people.setPassword(sql, visitor.person(), hash);
      sessions.endOthers(sql, visitor.person(), visitor.session());
      log.add(sql, visitor.person(), Event.PASSWORD_CHANGED, Method.PASSWORD, origin);
      return hash;
    });
  }

  /** For the operator: everybody, by address; at most {@value #MOST_LISTED}. */
  public List<Listed> list() {
    return database
        .sql()
        .sql(LIST)
        .query((row, index) ->
            new Listed(
                row.getString("email"),
                row.getString("name"),
                row.getBoolean("disabled"),
                Optional.ofNullable(row.getString("memberships")).orElse("")))
        .list();
  }

  /**
   * For the operator: a link with which someone who lost their password sets a new one, good once
   * within an hour.
   *
   * @param alsoSecondProofs remove the authenticator app and the passkeys too
   * @return the link's path; empty when nobody has this address
   */
  public Optional<String> newPasswordPath(String email, boolean alsoSecondProofs) {
    Optional<PersonRow> person = people.byEmail(Email.key(email));
    person
        .filter(known -> alsoSecondProofs)
        .ifPresent(known ->
            database.inTransaction(sql -> {
              secondProofs.remove(sql, known.id());
              passkeys.removeAll(sql, known.id());
              return known;
            }));
    return person.map(
        known -> "/new-password/" + links.make(Purpose.NEW_PASSWORD, known.id(), NEW_PASSWORD));
  }

  /** Whose password the link sets, as long as it is good. */
  public Optional<String> emailOfLink(String token) {
    return links
        .find(Purpose.NEW_PASSWORD, token)
        .flatMap(OneTimeLinks.Subject::person)
        .map(people::require)
        .map(person -> person.email().text());
  }

  /**
   * Sets a new password and ends all of the person's sessions.
   *
   * @throws IdentityException {@code link.used}, {@code password.…}
   */
  public void setPassword(String token, String wanted, Origin origin) {
    PersonRow person =
        links
            .find(Purpose.NEW_PASSWORD, token)
            .flatMap(OneTimeLinks.Subject::person)
            .map(people::require)
            .orElseThrow(OneTimeLinks::used);
    PasswordRules.check("password", wanted, person.email(), person.name());
    String hash = passwords.hash(wanted);
    database.inTransaction(sql -> {
      if (links.use(sql, Purpose.NEW_PASSWORD, token).isEmpty()) {
        throw OneTimeLinks.used();
      }
      people.setPassword(sql, person.id(), hash);
      sessions.endOthers(sql, person.id(), null);
      log.add(sql, person.id(), Event.PASSWORD_RESET, Method.LINK, origin);
      return hash;
    });
    limits.forget(Kind.ACCOUNT, person.email().key());
  }

  /**
   * For the operator: keeps a person out of the whole instance, from their next request on.
   *
   * @return false when nobody has this address
   */
  public boolean disable(String email) {
    return change(email, DISABLE);
  }

  /** Lets a disabled person in again; see {@link #disable}. */
  public boolean enable(String email) {
    return change(email, ENABLE);
  }

  private boolean change(String email, String statement) {
    Optional<PersonRow> person = people.byEmail(Email.key(email));
    person.ifPresent(known ->
        database.inTransaction((JdbcClient sql) ->
            sql.sql(statement)
                .param("now", Times.utc(clock.instant()))
                .param("person", known.id().value())
                .update()));
    return person.isPresent();
  }
}
