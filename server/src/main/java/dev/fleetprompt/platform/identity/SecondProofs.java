package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.identity.SignInLog.Event;
import dev.fleetprompt.platform.identity.SignInLog.Method;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.platform.vault.Vault;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The authenticator app's codes and the recovery codes that stand in for it. */
public final class SecondProofs {
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final int MOST_FAILURES = 5;
  private static final int RECOVERY_CODES = 10;
  private static final int RECOVERY_LENGTH = 16;
  private static final String RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final String ISSUER = "FleetPrompt";
  private static final String PURPOSE = TotpSecrets.PURPOSE;

  private static final String BEGIN =
      "insert into fleet.sign_in_step (token_hash, person_id, ends_at, failures) values (:hash, :person, :end, 0)";

  private static final String STEP_OF =
      """
      select s.person_id from fleet.sign_in_step s
        join fleet.person p on p.person_id = s.person_id and p.disabled_at is null
       where s.token_hash = :hash and s.ends_at > :now and s.failures < %d
      """
          .formatted(MOST_FAILURES);

  private static final String FAILED =
      "update fleet.sign_in_step set failures = failures + 1 where token_hash = :hash";

  private static final String FINISH =
      "delete from fleet.sign_in_step where token_hash = :hash or (person_id = :person and ends_at < :now)";

  private static final String USE_INTERVAL =
      """
      update fleet.person set totp_last_step = :step
       where person_id = :person and coalesce(totp_last_step, 0) < :step
      """;

  private static final String USE_RECOVERY =
      """
      update fleet.recovery_code set used_at = :now
       where person_id = :person and code_hash = :hash and used_at is null
      """;

  private static final String PROPOSE =
      """
      update fleet.person set totp_sealed = :sealed, totp_key_id = :key, totp_last_step = null
       where person_id = :person and totp_confirmed_at is null
      """;

  private static final String PROPOSED =
      """
      select totp_sealed, totp_key_id from fleet.person
       where person_id = :person and totp_sealed is not null and totp_confirmed_at is null
      """;

  private static final String CONFIRM =
      """
      update fleet.person set totp_confirmed_at = :now, totp_last_step = :step
       where person_id = :person and totp_confirmed_at is null
      """;

  private static final String REMOVE =
      """
      update fleet.person
         set totp_sealed = null, totp_key_id = null, totp_confirmed_at = null, totp_last_step = null
       where person_id = :person
      """;

  private static final String REMOVE_CODES =
      "delete from fleet.recovery_code where person_id = :person";

  private static final String ADD_CODE =
      "insert into fleet.recovery_code (person_id, code_hash) values (:person, :hash)";

  private static final String COUNT_CODES =
      "select count(*) from fleet.recovery_code where person_id = :person and used_at is null";

  private final IdentityDatabase database;
  private final People people;
  private final Vault vault;
  private final SignInLog log;
  private final Clock clock;
  private final Totp totp = new Totp();
  private final SecureRandom random = new SecureRandom();

  SecondProofs(IdentityDatabase database, People people, Vault vault, SignInLog log, Clock clock) {
    this.database = database;
    this.people = people;
    this.vault = vault;
    this.log = log;
    this.clock = clock;
  }

  /**
   * What a person needs to add the account to an authenticator app; told once.
   *
   * @param key the secret in Base32, for typing
   * @param size the length of the picture's side in units
   * @param path the dark squares of its QR code, as SVG path data
   */
  public record Enrolment(String key, int size, String path) {
    @Override
    public String toString() {
      return "Enrolment";
    }
  }

  /** Whether the person signs in with an app, and how many recovery codes are left. */
  public record State(boolean on, int recoveryCodes) {}

  public State state(PersonId person) {
    boolean on = people.require(person).totp().isPresent();
    return new State(
        on,
        on
            ? database
                .sql()
                .sql(COUNT_CODES)
                .param("person", person.value())
                .query(Integer.class)
                .single()
            : 0);
  }

  /**
   * Makes a new secret, which replaces one that was not confirmed.
   *
   * @throws IdentityException {@code totp.on} when there is a confirmed one
   */
  public Enrolment propose(PersonId person) {
    byte[] secret = totp.newSecret();
    try (SecretValue value = SecretValue.of(secret)) {
      int changed =
          database.inTransaction(sql -> {
            Vault.Sealed sealed = vault.seal(sql, PURPOSE, person.value(), value);
            return sql.sql(PROPOSE)
                .param("sealed", sealed.bytes())
                .param("key", sealed.key())
                .param("person", person.value())
                .update();
          });
      if (changed == 0) {
        throw IdentityException.refused(
            "totp.on", "An authenticator app is set up already. Remove it first.");
      }
      String address = Totp.address(secret, ISSUER, people.require(person).email().text());
      Totp.Picture picture = Totp.picture(address);
      return new Enrolment(Totp.base32(secret), picture.size(), picture.path());
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * Turns the codes on, as soon as the app shows the right one.
   *
   * @return recovery codes, told once
   * @throws IdentityException {@code code.wrong}
   */
  public List<String> confirm(PersonId person, String code, Origin origin) {
    Vault.Sealed sealed =
        database
            .sql()
            .sql(PROPOSED)
            .param("person", person.value())
            .query((row, index) ->
                new Vault.Sealed(row.getBytes("totp_sealed"), row.getLong("totp_key_id")))
            .optional()
            .orElseThrow(() ->
                IdentityException.refused(
                    "totp.not_begun", "Begin with a new picture, and read it with the app."));
    OptionalLong interval = match(person, sealed, code);
    if (interval.isEmpty()) {
      throw IdentityException.invalid(
          "code",
          "code.wrong",
          "This code is not right. Check that the telephone's clock is set automatically, and use the newest code.");
    }
    return database.inTransaction(sql -> {
      int changed =
          sql.sql(CONFIRM)
              .param("now", Times.utc(clock.instant()))
              .param("step", interval.getAsLong())
              .param("person", person.value())
              .update();
      if (changed == 0) {
        throw IdentityException.refused("totp.on", "An authenticator app is set up already.");
      }
      log.add(sql, person, Event.TOTP_ADDED, Method.TOTP, origin);
      return newCodes(sql, person);
    });
  }

  /** New recovery codes in place of the old ones, told once. */
  public List<String> renewCodes(PersonId person, Origin origin) {
    return database.inTransaction(sql -> {
      log.add(sql, person, Event.RECOVERY_CODES_MADE, Method.RECOVERY_CODE, origin);
      return newCodes(sql, person);
    });
  }

  /** From now on the password is enough. */
  public void remove(PersonId person, Origin origin) {
    database.inTransaction(sql -> {
      remove(sql, person);
      log.add(sql, person, Event.TOTP_REMOVED, Method.TOTP, origin);
      return person;
    });
  }

  void remove(JdbcClient sql, PersonId person) {
    sql.sql(REMOVE).param("person", person.value()).update();
    sql.sql(REMOVE_CODES).param("person", person.value()).update();
  }

  /** A token for the second step. */
  String begin(PersonId person) {
    Secret token = Secret.random();
    database
        .sql()
        .sql(BEGIN)
        .param("hash", token.hash())
        .param("person", person.value())
        .param("end", Times.utc(clock.instant().plus(STEP)))
        .update();
    return token.text();
  }

  PersonId personOf(String step) {
    return database
        .sql()
        .sql(STEP_OF)
        .param("hash", new Secret(step).hash())
        .param("now", Times.utc(clock.instant()))
        .query(UUID.class)
        .optional()
        .map(PersonId::new)
        .orElseThrow(() ->
            IdentityException.refused(
                "sign_in.step_over", "This took too long, or was finished. Sign in again."));
  }

  /** How the code proves the person, if it does; it does so once. */
  Optional<Method> finish(String step, PersonId person, String typed) {
    String code = typed.length() > 64 ? "" : typed.replaceAll("[\\s-]", "");
    byte[] hash = new Secret(step).hash();
    return database.inTransaction(sql -> {
      Optional<Method> method = use(sql, person, code);
      sql.sql(method.isPresent() ? FINISH : FAILED)
          .params(
              method.isPresent()
                  ? java.util.Map.of(
                      "hash", hash, "person", person.value(), "now", Times.utc(clock.instant()))
                  : java.util.Map.of("hash", hash))
          .update();
      return method;
    });
  }

  /** Uses a code up; for the second step, and where a signed-in person must prove it again. */
  Optional<Method> use(JdbcClient sql, PersonId person, String code) {
    Optional<Vault.Sealed> sealed = people.require(person).totp();
    OptionalLong interval =
        sealed.isPresent() ? match(person, sealed.get(), code) : OptionalLong.empty();
    if (interval.isPresent()) {
      int used =
          sql.sql(USE_INTERVAL)
              .param("step", interval.getAsLong())
              .param("person", person.value())
              .update();
      return used == 1 ? Optional.of(Method.TOTP) : Optional.empty();
    }
    int used =
        sql.sql(USE_RECOVERY)
            .param("now", Times.utc(clock.instant()))
            .param("person", person.value())
            .param("hash", Secret.sha256(code.toLowerCase(Locale.ROOT)))
            .update();
    return used == 1 ? Optional.of(Method.RECOVERY_CODE) : Optional.empty();
  }

  private OptionalLong match(PersonId person, Vault.Sealed sealed, String code) {
    Instant now = clock.instant();
    try (SecretValue secret = vault.unseal(PURPOSE, person.value(), sealed)) {
      return totp.match(secret.revealBytes(), code.replaceAll("\\s", ""), now);
    }
  }

  private List<String> newCodes(JdbcClient sql, PersonId person) {
    sql.sql(REMOVE_CODES).param("person", person.value()).update();
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < RECOVERY_CODES; i++) {
      String code =
          random
              .ints(RECOVERY_LENGTH, 0, RECOVERY_LETTERS.length())
              .mapToObj(at -> String.valueOf(RECOVERY_LETTERS.charAt(at)))
              .collect(java.util.stream.Collectors.joining());
      sql.sql(ADD_CODE).param("person", person.value()).param("hash", Secret.sha256(code)).update();
      codes.add(code.replaceAll("(.{4})(?!$)", "$1-"));
    }
    return codes;
  }
}
