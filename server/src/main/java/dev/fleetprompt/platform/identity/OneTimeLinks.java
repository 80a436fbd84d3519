package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.IdentityDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Links that do one thing once. A new one for the same purpose and person ends those before. */
final class OneTimeLinks {
  private static final String END_OTHERS =
      """
      delete from fleet.one_time_link
       where purpose = :purpose and person_id is not distinct from :person and used_at is null
         and created_at < :old
      """;

  private static final String ADD =
      """
      insert into fleet.one_time_link (token_hash, purpose, person_id, created_at, ends_at)
      values (:hash, :purpose, :person, :now, :end)
      """;

  private static final String FIND =
      """
      select person_id from fleet.one_time_link
       where token_hash = :hash and purpose = :purpose and used_at is null and ends_at > :now
      """;

  private static final String USE =
      """
      update fleet.one_time_link set used_at = :now
       where token_hash = :hash and purpose = :purpose and used_at is null and ends_at > :now
      returning person_id
      """;

  /** Whoever asks twice in a row may use either. */
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  private final IdentityDatabase database;
  private final Clock clock;

  OneTimeLinks(IdentityDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  enum Purpose {
    SET_UP("set_up"),
    NEW_PASSWORD("new_password");

    private final String text;

    Purpose(String text) {
      this.text = text;
    }
  }

  /** Whom a link is for: nobody in particular, or one person. */
  record Subject(Optional<PersonId> person) {
    static Subject read(ResultSet row, int index) throws SQLException {
      return new Subject(
          Optional.ofNullable(row.getObject("person_id", UUID.class)).map(PersonId::new));
    }
  }

  /** The token of a new link. */
  String make(Purpose purpose, @Nullable PersonId person, Duration life) {
    Secret token = Secret.random();
    UUID subject = person == null ? null : person.value();
    database.inTransaction(sql -> {
      sql.sql(END_OTHERS)
          .param("purpose", purpose.text)
          .param("person", subject, Types.OTHER)
          .param("old", Times.utc(clock.instant().minus(OVERLAP)))
          .update();
      return sql.sql(ADD)
          .param("hash", token.hash())
          .param("purpose", purpose.text)
          .param("person", subject, Types.OTHER)
          .param("now", Times.utc(clock.instant()))
          .param("end", Times.utc(clock.instant().plus(life)))
          .update();
    });
    return token.text();
  }

  Optional<Subject> find(Purpose purpose, String token) {
    return query(database.sql(), FIND, purpose, token);
  }

  /** Uses it up, as part of the transaction that {@code sql} belongs to. */
  Optional<Subject> use(JdbcClient sql, Purpose purpose, String token) {
    return query(sql, USE, purpose, token);
  }

  static IdentityException used() {
    return IdentityException.refused(
        "link.used", "This link was used already, or is too old. Ask for a new one.");
  }

  private Optional<Subject> query(JdbcClient sql, String statement, Purpose purpose, String token) {
    return sql.sql(statement)
        .param("hash", new Secret(token).hash())
        .param("purpose", purpose.text)
        .param("now", Times.utc(clock.instant()))
        .query(Subject::read)
        .optional();
  }
}
