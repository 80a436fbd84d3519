package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.ids.Ids;
import java.time.Clock;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of all people. */
final class People {
  private static final String BY_EMAIL =
      "select %s from fleet.person where email_key = :key".formatted(PersonRow.COLUMNS);

  private static final String BY_ID =
      "select %s from fleet.person where person_id = :person".formatted(PersonRow.COLUMNS);

  private static final String ADD =
      """
      insert into fleet.person
        (person_id, email, email_key, name, password_hash, password_changed_at, created_at)
      values (:person, :email, :key, :name, :hash, :now, :now)
      """;

  private static final String RENAME =
      "update fleet.person set name = :name where person_id = :person";

  private static final String SET_PASSWORD =
      """
      update fleet.person set password_hash = :hash, password_changed_at = :now
       where person_id = :person
      """;

  private static final String ANY = "select exists (select from fleet.person)";

  private final IdentityDatabase database;
  private final Ids ids;
  private final Clock clock;

  People(IdentityDatabase database, Ids ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  boolean any() {
    return database.sql().sql(ANY).query(Boolean.class).single();
  }

  Optional<PersonRow> byEmail(String key) {
    return byEmail(database.sql(), key);
  }

  Optional<PersonRow> byEmail(JdbcClient sql, String key) {
    // PostgreSQL knows no NUL, and no address has one.
    return key.indexOf('\0') >= 0
        ? Optional.empty()
        : sql.sql(BY_EMAIL).param("key", key).query(PersonRow::read).optional();
  }

  PersonRow require(PersonId person) {
    return database
        .sql()
        .sql(BY_ID)
        .param("person", person.value())
        .query(PersonRow::read)
        .single();
  }

  /**
   * @throws IdentityException {@code email.taken}
   */
  PersonId add(JdbcClient sql, CheckedPerson person) {
    PersonId id = new PersonId(ids.next());
    try {
      sql.sql(ADD)
          .param("person", id.value())
          .param("email", person.email().text())
          .param("key", person.email().key())
          .param("name", person.name())
          .param("hash", person.passwordHash())
          .param("now", Times.utc(clock.instant()))
          .update();
      return id;
    } catch (DuplicateKeyException e) {
      throw IdentityException.invalid(
          "email",
          "email.taken",
          "There is an account with this address already. Sign in with it instead.");
    }
  }

  void rename(PersonId person, String name) {
    database.sql().sql(RENAME).param("name", name).param("person", person.value()).update();
  }

  void setPassword(JdbcClient sql, PersonId person, String hash) {
    sql.sql(SET_PASSWORD)
        .param("hash", hash)
        .param("now", Times.utc(clock.instant()))
        .param("person", person.value())
        .update();
  }
}
