package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every attempt to sign in, and every change of how a person does. Attempts on addresses of nobody
 * are kept without the address, which may be a password in the wrong field.
 */
public final class SignInLog {
  /** The longest page. */
  public static final int LONGEST_PAGE = 200;

  private static final String ADD =
      """
      insert into fleet.sign_in (sign_in_id, person_id, event, method, reason, address, agent, at)
      values (:id, :person, :event, :method, :reason, :address, :agent, :now)
      """;

  private static final String COLUMNS =
      """
      select l.sign_in_id, l.person_id, p.name, p.email, l.event, l.method, l.reason, l.address,
             l.agent, l.at
        from fleet.sign_in l join fleet.person p on p.person_id = l.person_id
      """;

  /** sign_in_by_person, once for each of the members. */
  private static final String OF_MEMBERS =
      """
      select * from (
        select m.person_id from fleet.membership m where m.tenant_id = :tenant) m
        cross join lateral (
          %s where l.person_id = m.person_id and l.sign_in_id < :before
           order by l.sign_in_id desc limit :size) as entry (sign_in_id, person_id2, name, email,
             event, method, reason, address, agent, at)
       order by sign_in_id desc limit :size
      """
          .formatted(COLUMNS);

  /** sign_in_by_person. */
  private static final String OF_PERSON =
      COLUMNS
          + " where l.person_id = :person and l.sign_in_id < :before order by l.sign_in_id desc limit :size";

  private static final UUID LAST = new UUID(-1L, -1L);

  private final IdentityDatabase database;
  private final Ids ids;
  private final Clock clock;

  SignInLog(IdentityDatabase database, Ids ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** What happened. */
  public enum Event {
    SIGNED_IN,
    FAILED,
    LIMITED,
    SIGNED_OUT,
    SIGNED_OUT_EVERYWHERE,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    TOTP_ADDED,
    TOTP_REMOVED,
    RECOVERY_CODES_MADE,
    PASSKEY_ADDED,
    PASSKEY_REMOVED;

    /** As it is stored and sent. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a person proved who they are. */
  public enum Method {
    PASSWORD,
    TOTP,
    RECOVERY_CODE,
    PASSKEY,
    LINK;

    /** As it is stored and sent. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One entry.
   *
   * @param reason why it failed, as a stable word such as {@code wrong_password}
   */
  public record Entry(
      UUID id,
      PersonId person,
      String name,
      String email,
      Event event,
      Optional<Method> method,
      Optional<String> reason,
      String address,
      String agent,
      Instant at) {}

  /**
   * What the members of an organization did, newest first.
   *
   * @param before the id of the last entry of the page before
   * @param size 1 to {@value #LONGEST_PAGE}
   */
  public List<Entry> ofMembers(TenantId tenant, Optional<UUID> before, int size) {
    return database
        .sql()
        .sql(OF_MEMBERS)
        .param("tenant", tenant.value())
        .param("before", before.orElse(LAST))
        .param("size", checked(size))
        .query(SignInLog::read)
        .list();
  }

  /** What one person did, newest first; see {@link #ofMembers}. */
  public List<Entry> ofPerson(PersonId person, Optional<UUID> before, int size) {
    return database
        .sql()
        .sql(OF_PERSON)
        .param("person", person.value())
        .param("before", before.orElse(LAST))
        .param("size", checked(size))
        .query(SignInLog::read)
        .list();
  }

  void add(JdbcClient sql, PersonId person, Event event, Method method, Origin origin) {
    add(sql, person, event, method, null, origin);
  }

  void add(
      JdbcClient sql,
      @Nullable PersonId person,
      Event event,
      @Nullable Method method,
      @Nullable String reason,
      Origin origin) {
    sql.sql(ADD)
        .param("id", ids.next())
        .param("person", person == null ? null : person.value(), Types.OTHER)
        .param("event", event.text())
        .param("method", method == null ? null : method.text(), Types.VARCHAR)
        .param("reason", reason, Types.VARCHAR)
        .param("address", origin.address())
        .param("agent", origin.agent())
        .param("now", Times.utc(clock.instant()))
        .update();
  }

  private static int checked(int size) {
    if (size < 1 || size > LONGEST_PAGE) {
      throw new IllegalArgumentException("size must be 1 to " + LONGEST_PAGE + ", not " + size);
    }
    return size;
  }

  private static Entry read(ResultSet row, int index) throws SQLException {
    return new Entry(
        row.getObject("sign_in_id", UUID.class),
        new PersonId(row.getObject("person_id", UUID.class)),
        row.getString("name"),
        row.getString("email"),
        Event.valueOf(row.getString("event").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("method"))
            .map(method -> Method.valueOf(method.toUpperCase(Locale.ROOT))),
        Optional.ofNullable(row.getString("reason")),
        row.getString("address"),
        row.getString("agent"),
        Times.instant(row, "at"));
  }
}
