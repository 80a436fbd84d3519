package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.identity.FailureLimits.Kind;
import dev.fleetprompt.platform.identity.SignInLog.Event;
import dev.fleetprompt.platform.identity.SignInLog.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Signing in and out. A refusal tells neither whether the account exists nor what was wrong, and
 * takes as long either way. Safe for any number of threads.
 */
public final class SignIns {
  private final IdentityDatabase database;
  private final People people;
  private final Passwords passwords;
  private final FailureLimits limits;
  private final SecondProofs secondProofs;
  private final Sessions sessions;
  private final SignInLog log;
  private final Leftovers leftovers;

  SignIns(
      IdentityDatabase database,
      People people,
      Passwords passwords,
      FailureLimits limits,
      SecondProofs secondProofs,
      Sessions sessions,
      SignInLog log,
      Leftovers leftovers) {
    this.database = database;
    this.people = people;
    this.passwords = passwords;
    this.limits = limits;
    this.secondProofs = secondProofs;
    this.sessions = sessions;
    this.log = log;
    this.leftovers = leftovers;
  }

  /** What became of an attempt that was not refused. */
  public sealed interface Progress {
    /** The person is in. */
    record Done(Sessions.Opened session) implements Progress {}

    /**
     * The password was right; a code is needed too.
     *
     * @param step a token for {@link #enterCode}, good for five minutes
     */
    record NeedsCode(String step) implements Progress {
      @Override
      public String toString() {
        return "NeedsCode";
      }
    }
  }

  /**
   * @throws IdentityException {@code sign_in.failed}, {@code sign_in.too_many} or {@code
   *     sign_in.busy}
   */
  public Progress enter(String email, String password, Origin origin) {
    String key = Email.key(email);
    Optional<PersonRow> person = people.byEmail(key);
    if (!limits.admit(Kind.ACCOUNT, key) || !limits.admit(Kind.ADDRESS, origin.address())) {
      note(person, Event.LIMITED, Method.PASSWORD, "too_many", origin);
      throw FailureLimits.tooMany(Kind.ACCOUNT);
    }
    boolean right = passwords.matches(password, person.map(PersonRow::passwordHash).orElse(null));
    if (person.isEmpty() || !right || person.get().disabled()) {
      note(
          person,
          Event.FAILED,
          Method.PASSWORD,
          right ? "person_disabled" : "wrong_password",
          origin);
      throw IdentityException.refused(
          "sign_in.failed", "The e-mail address or the password is not right.");
    }
    limits.forget(Kind.ACCOUNT, key);
    limits.takeBack(Kind.ADDRESS, origin.address());
    PersonRow known = person.get();
    return known.totp().isPresent()
        ? new Progress.NeedsCode(secondProofs.begin(known.id()))
        : new Progress.Done(admit(known.id(), Method.PASSWORD, origin));
  }

  /**
   * The second step: a code of the authenticator app, or a recovery code.
   *
   * @throws IdentityException {@code code.wrong}; {@code sign_in.step_over} when it has to be begun
   *     again
   */
  public Sessions.Opened enterCode(String step, String code, Origin origin) {
    PersonId person = secondProofs.personOf(step);
    if (!limits.admit(Kind.CODE, person.toString())) {
      note(person, Event.LIMITED, Method.TOTP, "too_many", origin);
      throw FailureLimits.tooMany(Kind.CODE);
    }
    Optional<Method> method = secondProofs.finish(step, person, code);
    if (method.isEmpty()) {
      note(person, Event.FAILED, Method.TOTP, "wrong_code", origin);
      throw IdentityException.invalid(
          "code", "code.wrong", "This code is not right, or was used already.");
    }
    limits.forget(Kind.CODE, person.toString());
    return admit(person, method.get(), origin);
  }

  /** Ends this session. */
  public void leave(Visitor visitor, Origin origin) {
    database.inTransaction(sql -> {
      sessions.end(visitor.person(), visitor.session());
      log.add(sql, visitor.person(), Event.SIGNED_OUT, null, null, origin);
      return visitor;
    });
  }

  /** Ends all sessions of the person but this one. */
  public int leaveElsewhere(Visitor visitor, Origin origin) {
    return database.inTransaction(sql -> {
      int ended = sessions.endOthers(sql, visitor.person(), visitor.session());
      log.add(sql, visitor.person(), Event.SIGNED_OUT_EVERYWHERE, null, null, origin);
      return ended;
    });
  }

  /** Whoever proved to be this person is in. */
  Sessions.Opened admit(PersonId person, Method method, Origin origin) {
    return database.inTransaction(sql -> admit(sql, person, method, origin));
  }

  Sessions.Opened admit(JdbcClient sql, PersonId person, Method method, Origin origin) {
    log.add(sql, person, Event.SIGNED_IN, method, origin);
    leftovers.sweep(sql);
    return sessions.open(sql, person, null, origin);
  }

  void note(@Nullable PersonId person, Event event, Method method, String reason, Origin origin) {
    log.add(database.sql(), person, event, method, reason, origin);
  }

  private void note(
      Optional<PersonRow> person, Event event, Method method, String reason, Origin origin) {
    note(person.map(PersonRow::id).orElse(null), event, method, reason, origin);
  }
}
