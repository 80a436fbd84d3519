package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who is signed in where. Everything is read from the database at each request, so what changes
 * about a person or a membership holds from the next request on. Safe for any number of threads.
 */
public final class Sessions {
  /** A session that is not used for this long is over. */
  public static final Duration IDLE = Duration.ofDays(7);

  /** A session is over after this long, used or not. */
  public static final Duration LONGEST = Duration.ofDays(30);

  private static final Duration SEEN_STEP = Duration.ofMinutes(5);
  private static final int MOST_LISTED = 100;

  private static final String ADD =
      """
      insert into fleet.session
        (token_hash, session_id, person_id, tenant_id, created_at, seen_at, ends_at, address, agent)
      values (:hash, :id, :person,
        (select o.tenant_id from fleet.membership m join fleet.organization o using (tenant_id)
          where m.person_id = :person and m.status = 'active' and o.ready
          order by m.tenant_id is not distinct from :tenant desc, m.entered_at desc nulls last,
                   o.name, o.tenant_id limit 1),
        :now, :now, :end, :address, :agent)
      """;

  /** The primary key of session, then those of person, membership and tenant. */
  private static final String FIND =
      """
      select s.session_id, s.seen_at, s.tenant_id as current, p.person_id, p.name, p.email,
             (select json_agg(json_build_array(o.tenant_id, o.slug, o.name, o.zone, o.created_at, m.role)
                              order by o.name, o.tenant_id)
                from (select * from fleet.membership
                       where person_id = s.person_id and status = 'active'
                       order by tenant_id is not distinct from s.tenant_id desc limit 100) m
                join fleet.organization o on o.tenant_id = m.tenant_id and o.ready) as memberships
        from fleet.session s
        join fleet.person p on p.person_id = s.person_id and p.disabled_at is null
       where s.token_hash = :hash and s.ends_at > :now and s.seen_at > :idle
      """;

  private static final String STILL =
      """
      select exists (
        select from fleet.session s
          join fleet.person p on p.person_id = s.person_id and p.disabled_at is null
          join fleet.membership m on m.person_id = s.person_id and m.status = 'active'
          join fleet.organization o on o.tenant_id = m.tenant_id and o.ready
         where s.session_id = :session and s.ends_at > :now and m.tenant_id = :tenant and m.role = :role)
      """;

  private static final String SEEN =
      "update fleet.session set seen_at = :now where token_hash = :hash and seen_at < :before";

  private static final String SELECT =
      """
      with entered as (
        update fleet.membership m set entered_at = :now
          from fleet.session s, fleet.organization o
         where s.session_id = :session and m.person_id = s.person_id and m.tenant_id = :tenant
           and m.status = 'active' and o.tenant_id = m.tenant_id and o.ready
        returning m.tenant_id)
      update fleet.session s set tenant_id = entered.tenant_id from entered
       where s.session_id = :session
      """;

  private static final String LIST =
      """
      select session_id, created_at, seen_at, address, agent from fleet.session
       where person_id = :person and ends_at > :now and seen_at > :idle
       order by seen_at desc, session_id limit %d
      """
          .formatted(MOST_LISTED);

  private static final String END =
      "delete from fleet.session where person_id = :person and session_id = :session";

  private static final String END_OTHERS =
      "delete from fleet.session where person_id = :person and session_id is distinct from :kept";

  private final IdentityDatabase database;
  private final Ids ids;
  private final Clock clock;

  Sessions(IdentityDatabase database, Ids ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** A new session's id and the token that opens it, which is told once. */
  public record Opened(SessionId id, String token) {
    @Override
    public String toString() {
      return "Opened[" + id + "]";
    }
  }

  /** One of a person's sessions, for their eyes. */
  public record Listed(
      SessionId id, Instant createdAt, Instant seenAt, String address, String agent) {}

  /** Who comes with this token; nobody when it is unknown or over, or the person is disabled. */
  public Optional<Visitor> find(String token) {
    byte[] hash = new Secret(token).hash();
    Instant now = clock.instant();
    Optional<SessionRow> row =
        database
            .sql()
            .sql(FIND)
            .param("hash", hash)
            .param("now", Times.utc(now))
            .param("idle", Times.utc(now.minus(IDLE)))
            .query(SessionRow::read)
            .optional();
    row.filter(found -> found.seenAt().isBefore(now.minus(SEEN_STEP)))
        .ifPresent(old ->
            database
                .sql()
                .sql(SEEN)
                .param("now", Times.utc(now))
                .param("hash", hash)
                .param("before", Times.utc(now.minus(SEEN_STEP)))
                .update());
    return row.map(SessionRow::visitor);
  }

  /**
   * Whether everything about {@code member} still holds: session, membership and role. For what
   * stays open longer than a request.
   */
  public boolean stillHolds(SignedIn member) {
    return database
        .sql()
        .sql(STILL)
        .param("session", member.session().value())
        .param("now", Times.utc(clock.instant()))
        .param("tenant", member.tenant().value())
        .param("role", member.role().text())
        .query(Boolean.class)
        .single();
  }

  /**
   * Makes another organization the session's current one, in which the person's next sessions begin
   * too.
   *
   * @return whether the person is an active member of it; if not, nothing changes
   */
  public boolean select(SessionId session, TenantId tenant) {
    return database
            .sql()
            .sql(SELECT)
            .param("tenant", tenant.value())
            .param("session", session.value())
            .param("now", Times.utc(clock.instant()))
            .update()
        == 1;
  }

  /** The person's good sessions, the last used first; at most 100. */
  public List<Listed> list(PersonId person) {
    Instant now = clock.instant();
    return database
        .sql()
        .sql(LIST)
        .param("person", person.value())
        .param("now", Times.utc(now))
        .param("idle", Times.utc(now.minus(IDLE)))
        .query((row, index) ->
            new Listed(
                new SessionId(row.getObject("session_id", UUID.class)),
                Times.instant(row, "created_at"),
                Times.instant(row, "seen_at"),
                row.getString("address"),
                row.getString("agent")))
        .list();
  }

  /** Ends one session of the person; one that is over already is fine. */
  public void end(PersonId person, SessionId session) {
    database
        .sql()
        .sql(END)
        .param("person", person.value())
        .param("session", session.value())
        .update();
  }

  /**
   * Ends all sessions of the person but one.
   *
   * @param kept the one to keep, or null for none
   * @return how many ended
   */
  public int endOthers(PersonId person, @Nullable SessionId kept) {
    return endOthers(database.sql(), person, kept);
  }

  int endOthers(JdbcClient sql, PersonId person, @Nullable SessionId kept) {
    return sql.sql(END_OTHERS)
        .param("person", person.value())
        .param("kept", kept == null ? null : kept.value(), java.sql.Types.OTHER)
        .update();
  }

  /**
   * Begins a session, as part of the transaction that {@code sql} belongs to.
   *
   * @param preferred the organization to begin in if the person is a member of it
   */
  Opened open(JdbcClient sql, PersonId person, @Nullable TenantId preferred, Origin origin) {
    Secret token = Secret.random();
    SessionId id = new SessionId(ids.next());
    Instant now = clock.instant();
    sql.sql(ADD)
        .param("hash", token.hash())
        .param("id", id.value())
        .param("person", person.value())
        .param("tenant", preferred == null ? null : preferred.value(), java.sql.Types.OTHER)
        .param("now", Times.utc(now))
        .param("end", Times.utc(now.plus(LONGEST)))
        .param("address", origin.address())
        .param("agent", origin.agent())
        .update();
    return new Opened(id, token.text());
  }
}
