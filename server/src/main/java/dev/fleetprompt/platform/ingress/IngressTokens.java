package dev.fleetprompt.platform.ingress;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tokens by which others send events into an organization. Whoever holds one may send, and
 * nothing else. Who may make and revoke them is the caller's to check (admins). Safe for many
 * threads.
 */
@Component
public class IngressTokens {
  /** So many good ones an organization may have at a time. */
  public static final int MOST = 50;

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_LIST = 500;

  private static final String COLUMNS =
      "id, name, prefix, created_at, created_by, last_used_at, revoked_at";

  /** Two requests at the same moment may both pass the limit; it is there against heaps only. */
  private static final String COUNT =
      "select count(*) from fleet.ingress_token where tenant_id = ? and revoked_at is null";

  private static final String ADD =
      """
      insert into fleet.ingress_token (tenant_id, id, name, prefix, token_hash, created_at, created_by)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  /** Primary key: at most a few hundred rows for each tenant. */
  private static final String LIST =
      """
      select %s from fleet.ingress_token where tenant_id = ?
      order by revoked_at is not null, id desc limit ?
      """
          .formatted(COLUMNS);

  private static final String REVOKE =
      """
      update fleet.ingress_token set revoked_at = ?, revoked_by = ?
      where tenant_id = ? and id = ? and revoked_at is null
      returning name
      """;

  private static final String EXISTS =
      "select exists (select from fleet.ingress_token where tenant_id = ? and id = ?)";

  /** ingress_token_by_hash */
  private static final String FIND =
      "select tenant_id, id from fleet.ingress_token where token_hash = ? and revoked_at is null";

  private final TenantDatabase tenants;
  private final Commits commits;
  private final SignalEntry signals;
  private final IdentityDatabase identities;
  private final LastUses uses;
  private final Ids ids;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  IngressTokens(
      TenantDatabase tenants,
      Commits commits,
      SignalEntry signals,
      IdentityDatabase identities,
      Ids ids,
      Clock clock) {
    this.tenants = tenants;
    this.commits = commits;
    this.signals = signals;
    this.identities = identities;
    this.uses = new LastUses(identities, clock);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Makes a token, and states {@code ingress.token.created} with it. The answer holds it in plain
   * text, this once.
   *
   * @param name 1 to 100 printable characters; need not be unique
   * @throws IngressException {@code ingress.name_invalid}, or {@code ingress.too_many} when there
   *     are {@value #MOST} good ones
   */
  public IssuedToken create(TenantId tenant, String name, Actor actor) {
    String known = checked(name);
    String secret = TokenText.random(random);
    IngressToken token =
        new IngressToken(
            ids.next(),
            known,
            TokenText.prefix(secret),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            actor.id(),
            Optional.empty(),
            Optional.empty());
    return commits.together(
        tenant,
        (sql, unit) -> {
          if (good(sql, tenant) >= MOST) {
            throw new IngressException(
                "ingress.too_many",
                "There are %d good tokens already; revoke one that nobody needs.".formatted(MOST));
          }
          sql.sql(ADD)
              .param(tenant.value())
              .param(token.id())
              .param(token.name())
              .param(token.prefix())
              .param(TokenText.hash(secret))
              .param(utc(token.createdAt()))
              .param(token.createdBy())
              .update();
          unit.add(fact(tenant, "created", token.id(), token.name(), actor));
          return new IssuedToken(token, secret);
        });
  }

  /** The tokens, good ones first, then the newest first; at most 500. */
  public List<IngressToken> list(TenantId tenant) {
    return tenants.readOnly(
        tenant,
        sql ->
            sql.sql(LIST)
                .param(tenant.value())
                .param(LONGEST_LIST)
                .query(IngressTokens::read)
                .list());
  }

  /**
   * Makes a token no good, from the next request on, and states {@code ingress.token.revoked} with
   * it. Revoking one again changes nothing.
   *
   * @throws IngressException {@code ingress.not_found}
   */
  public void revoke(TenantId tenant, UUID id, Actor actor) {
    boolean found =
        commits.together(
            tenant,
            (sql, unit) -> {
              Optional<String> revoked =
                  sql.sql(REVOKE)
                      .param(utc(clock.instant()))
                      .param(actor.id())
                      .param(tenant.value())
                      .param(id)
                      .query(String.class)
                      .optional();
              revoked.ifPresent(name -> unit.add(fact(tenant, "revoked", id, name, actor)));
              return revoked.isPresent()
                  || sql.sql(EXISTS).param(tenant.value()).param(id).query(Boolean.class).single();
            });
    if (!found) {
      throw new IngressException(
          "ingress.not_found", "There is no such token; look at the list again.");
    }
  }

  /**
   * Who sent this, if it is a good token. Asks the database each time, so that a revoked token is
   * out at once; one that cannot be a token costs no query.
   */
  public Optional<Sender> sender(String presented) {
    if (!TokenText.isWellFormed(presented)) {
      return Optional.empty();
    }
    Optional<Sender> sender =
        identities
            .sql()
            .sql(FIND)
            .param(TokenText.hash(presented))
            .query((row, index) ->
                new Sender(
                    new TenantId(row.getObject("tenant_id", UUID.class)),
                    row.getObject("id", UUID.class)))
            .optional();
    sender.ifPresent(uses::used);
    return sender;
  }

  /** Nothing of the token itself, not even its beginning. */
  private AppendSignal fact(TenantId tenant, String word, UUID token, String name, Actor actor) {
    return signals.first(
        tenant,
        new SignalType("ingress.token." + word),
        token + ":" + word,
        actor,
        ExactJson.mapper().createObjectNode().put("token", token.toString()).put("name", name),
        fact -> fact.about(name).forAdmins());
  }

  private static int good(JdbcClient sql, TenantId tenant) {
    return sql.sql(COUNT).param(tenant.value()).query(Integer.class).single();
  }

  private static String checked(String name) {
    String text = name.strip();
    if (text.isEmpty()
        || text.length() > LONGEST_NAME
        || text.chars().anyMatch(Character::isISOControl)
        || TokenText.isWellFormed(text)) {
      throw new IngressException(
          "ingress.name_invalid",
          "A token's name has 1 to %d printable characters; say what will use it."
              .formatted(LONGEST_NAME));
    }
    return text;
  }

  private static IngressToken read(ResultSet row, int index) throws SQLException {
    return new IngressToken(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("prefix"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("created_by"),
        Optional.ofNullable(row.getObject("last_used_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getObject("revoked_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
