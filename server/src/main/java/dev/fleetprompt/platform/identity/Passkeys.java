package dev.fleetprompt.platform.identity;

import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.identity.FailureLimits.Kind;
import dev.fleetprompt.platform.identity.SignInLog.Event;
import dev.fleetprompt.platform.identity.SignInLog.Method;
import dev.fleetprompt.platform.ids.Ids;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Passkeys (WebAuthn level 3): keys in a device or password manager that prove the person and the
 * site at once, so they replace password and code. The device must have verified its user.
 */
public final class Passkeys {
  /** As many as one person may have. */
  public static final int MOST = 20;

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int CHALLENGE_BYTES = 32;
  private static final int LONGEST_NAME = 100;

  private static final String FORGET_OLD =
      """
      delete from fleet.passkey_challenge where challenge_hash in
        (select challenge_hash from fleet.passkey_challenge where ends_at < :now limit 100)
      """;

  private static final String ASK =
      "insert into fleet.passkey_challenge (challenge_hash, person_id, ends_at) values (:hash, :person, :end)";

  private static final String USE_CHALLENGE =
      """
      delete from fleet.passkey_challenge
       where challenge_hash = :hash and person_id is not distinct from :person and ends_at > :now
      """;

  private static final String ADD =
      """
      insert into fleet.passkey
        (credential_id, passkey_id, person_id, name, credential, sign_count, backup_eligible, created_at)
      select :credentialId, :id, :person, :name, :credential, :count, :backup, :now
       where (select count(*) from fleet.passkey where person_id = :person) < %d
      """
          .formatted(MOST);

  private static final String FIND =
      """
      select k.credential, k.sign_count, k.backup_eligible, k.person_id from fleet.passkey k
        join fleet.person p on p.person_id = k.person_id and p.disabled_at is null
       where k.credential_id = :credentialId
      """;

  private static final String USED =
      """
      update fleet.passkey set sign_count = :count, last_used_at = :now
       where credential_id = :credentialId
      """;

  private static final String LIST =
      """
      select passkey_id, credential_id, name, created_at, last_used_at from fleet.passkey
       where person_id = :person order by created_at, passkey_id
      """;

  private static final String REMOVE =
      "delete from fleet.passkey where person_id = :person and passkey_id = :id";

  private static final String REMOVE_ALL = "delete from fleet.passkey where person_id = :person";

  private final IdentityDatabase database;
  private final SignIns signIns;
  private final SignInLog log;
  private final FailureLimits limits;
  private final Ids ids;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Passkeys(
      IdentityDatabase database,
      SignIns signIns,
      SignInLog log,
      FailureLimits limits,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.signIns = signIns;
    this.log = log;
    this.limits = limits;
    this.ids = ids;
    this.clock = clock;
  }

  /** One of a person's passkeys. */
  public record Passkey(UUID id, String name, Instant createdAt, Optional<Instant> lastUsedAt) {}

  /**
   * What a browser needs to make a passkey; binary values in base64url.
   *
   * @param known passkeys of the person, which must not be made again
   */
  public record Creation(
      String challenge,
      String site,
      String userId,
      String userName,
      String displayName,
      List<String> known,
      long timeoutMillis) {}

  /** What a browser needs to use a passkey; the challenge in base64url. */
  public record Request(String challenge, String site, long timeoutMillis) {}

  public List<Passkey> list(PersonId person) {
    return database
        .sql()
        .sql(LIST)
        .param("person", person.value())
        .query((row, index) ->
            new Passkey(
                row.getObject("passkey_id", UUID.class),
                row.getString("name"),
                Times.instant(row, "created_at"),
                Times.optional(row, "last_used_at")))
        .list();
  }

  /** Begins to add a passkey. */
  public Creation begin(Visitor visitor, Site site) {
    List<String> known =
        database
            .sql()
            .sql(LIST)
            .param("person", visitor.person().value())
            .query((row, index) -> base64(row.getBytes("credential_id")))
            .list();
    return new Creation(
        challenge(visitor.person()),
        site.name(),
        base64(handle(visitor.person())),
        visitor.email(),
        visitor.name(),
        known,
        PATIENCE.toMillis());
  }

  /**
   * Adds the passkey that a browser made.
   *
   * @param response the JSON of the browser's {@code PublicKeyCredential}
   * @throws IdentityException {@code passkey.refused}, {@code passkey.too_many}
   */
  public void add(Visitor visitor, Site site, String name, String response, Origin origin) {
    String checkedName = Names.of("name", name, LONGEST_NAME);
    RegistrationData made = Ceremony.registration(response);
    byte[] challenge = Ceremony.challenge(made.getCollectedClientData());
    useChallenge(challenge, visitor.person());
    Ceremony.verify(made, site, challenge);
    AuthenticatorData<?> data =
        Objects.requireNonNull(made.getAttestationObject()).getAuthenticatorData();
    AttestedCredentialData credential = Objects.requireNonNull(data.getAttestedCredentialData());
    database.inTransaction(sql -> {
      try {
        int added =
            sql.sql(ADD)
                .param("credentialId", credential.getCredentialId())
                .param("id", ids.next())
                .param("person", visitor.person().value())
                .param("name", checkedName)
                .param("credential", Ceremony.bytes(credential))
                .param("count", data.getSignCount())
                .param("backup", data.isFlagBE())
                .param("now", Times.utc(clock.instant()))
                .update();
        if (added == 0) {
          throw IdentityException.refused(
              "passkey.too_many", "Remove a passkey before you add another one.");
        }
      } catch (DuplicateKeyException e) {
        throw Ceremony.refused();
      }
      log.add(sql, visitor.person(), Event.PASSKEY_ADDED, Method.PASSKEY, origin);
      return checkedName;
    });
  }

  /**
   * Removes a passkey of the person.
   *
   * @return whether there was such a one
   */
  public boolean remove(PersonId person, UUID passkey, Origin origin) {
    return database.inTransaction(sql -> {
      int removed = sql.sql(REMOVE).param("person", person.value()).param("id", passkey).update();
      if (removed == 1) {
        log.add(sql, person, Event.PASSKEY_REMOVED, Method.PASSKEY, origin);
      }
      return removed == 1;
    });
  }

  void removeAll(JdbcClient sql, PersonId person) {
    sql.sql(REMOVE_ALL).param("person", person.value()).update();
  }

  /**
   * Begins to sign in.
   *
   * @throws IdentityException {@code sign_in.too_many}
   */
  public Request ask(Site site, Origin origin) {
    limits.check(Kind.CHALLENGE, origin.address());
    return new Request(challenge(null), site.name(), PATIENCE.toMillis());
  }

  /**
   * Signs in with what a browser's passkey answered.
   *
   * @throws IdentityException {@code passkey.refused}, {@code sign_in.too_many}
   */
  public Sessions.Opened enter(Site site, String response, Origin origin) {
    if (!limits.admit(Kind.ADDRESS, origin.address())) {
      throw FailureLimits.tooMany(Kind.ADDRESS);
    }
    AuthenticationData answer = Ceremony.authentication(response);
    byte[] challenge = Ceremony.challenge(answer.getCollectedClientData());
    useChallenge(challenge, null);
    Stored stored = find(answer).orElseThrow(Ceremony::refused);
    try {
      Ceremony.verify(answer, stored.record(), site, challenge);
    } catch (IdentityException e) {
      signIns.note(stored.person(), Event.FAILED, Method.PASSKEY, "passkey_refused", origin);
      throw e;
    }
    limits.takeBack(Kind.ADDRESS, origin.address());
    return database.inTransaction(sql -> {
      sql.sql(USED)
          .param("count", Objects.requireNonNull(answer.getAuthenticatorData()).getSignCount())
          .param("now", Times.utc(clock.instant()))
          .param("credentialId", answer.getCredentialId())
          .update();
      return signIns.admit(sql, stored.person(), Method.PASSKEY, origin);
    });
  }

  private record Stored(PersonId person, CredentialRecord record) {}

  private Optional<Stored> find(AuthenticationData answer) {
    return database
        .sql()
        .sql(FIND)
        .param("credentialId", answer.getCredentialId())
        .query((row, index) ->
            new Stored(
                new PersonId(row.getObject("person_id", UUID.class)),
                new CredentialRecordImpl(
                    null,
                    true,
                    row.getBoolean("backup_eligible"),
                    false,
                    row.getLong("sign_count"),
                    Ceremony.credential(row.getBytes("credential")),
                    null,
                    null,
                    null,
                    null)))
        .optional()
        .filter(stored ->
            answer.getUserHandle() == null
                || Arrays.equals(answer.getUserHandle(), handle(stored.person())));
  }

  private String challenge(@Nullable PersonId person) {
    byte[] challenge = new byte[CHALLENGE_BYTES];
    random.nextBytes(challenge);
    Instant now = clock.instant();
    database.inTransaction(sql -> {
      sql.sql(FORGET_OLD).param("now", Times.utc(now)).update();
      return sql.sql(ASK)
          .param("hash", Secret.sha256(base64(challenge)))
          .param("person", person == null ? null : person.value(), Types.OTHER)
          .param("end", Times.utc(now.plus(PATIENCE)))
          .update();
    });
    return base64(challenge);
  }

  private void useChallenge(byte[] challenge, @Nullable PersonId person) {
    int used =
        database
            .sql()
            .sql(USE_CHALLENGE)
            .param("hash", Secret.sha256(base64(challenge)))
            .param("person", person == null ? null : person.value(), Types.OTHER)
            .param("now", Times.utc(clock.instant()))
            .update();
    if (used == 0) {
      throw Ceremony.refused();
    }
  }

  private static byte[] handle(PersonId person) {
    return ByteBuffer.allocate(16)
        .putLong(person.value().getMostSignificantBits())
        .putLong(person.value().getLeastSignificantBits())
        .array();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
