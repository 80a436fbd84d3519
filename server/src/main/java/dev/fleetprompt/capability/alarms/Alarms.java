package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.capability.connectors.Message;
import dev.fleetprompt.capability.connectors.Messages;
import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.directives.DirectiveRequest;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.InvalidDirectiveException;
import dev.fleetprompt.platform.directives.Requester;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** An organization's alarms, and where it wants them. Safe for many threads. */
@Component
public class Alarms {
  /** The longest page of {@link #open} and {@link #closed}. */
  public static final int LONGEST_PAGE = 100;

  private static final String TEST_TITLE = "Test alarm from FleetPrompt";
  private static final String TEST_TEXT = "This is a test: alarms arrive here. Nothing is wrong.";

  private static final String TARGET =
      "select connection, place from fleet.alarm_target where tenant_id = ? and connection is not null";

  private static final String CHOOSE =
      """
      insert into fleet.alarm_target (tenant_id, connection, place, chosen_at, chosen_by)
      values (?, ?, ?, ?, ?)
      on conflict (tenant_id) do update
      set connection = excluded.connection, place = excluded.place,
          chosen_at = excluded.chosen_at, chosen_by = excluded.chosen_by
      """;

  private static final String COLUMNS =
      """
      select id, kind, title, text, schedule_id, installation_id, run_id, signal_id, directive_id,
             raised_at, resolved_at, seen_at, seen_by
      from fleet.alarm
      """;

  /** Index: alarm_open, backwards. */
  private static final String OPEN =
      COLUMNS
          + """
          where tenant_id = :tenant and seen_at is null and resolved_at is null
          order by id desc limit :limit
          """;

  /** Index: the primary key, backwards; those that are open are few. */
  private static final String CLOSED =
      COLUMNS
          + """
          where tenant_id = :tenant and (seen_at is not null or resolved_at is not null)
            and (:before::uuid is null or id < :before)
          order by id desc limit :limit
          """;

  /** Index: the primary key. */
  private static final String SEEN =
      """
      update fleet.alarm set seen_at = ?, seen_by = ?
      where tenant_id = ? and id = ? and seen_at is null and resolved_at is null
      """;

  private static final String EXISTS =
      "select exists (select from fleet.alarm where tenant_id = ? and id = ?)";

  private final TenantDatabase database;
  private final Commits commits;
  private final SignalEntry signals;
  private final Messages messages;
  private final Directives directives;
  private final Ids ids;
  private final Clock clock;

  Alarms(
      TenantDatabase database,
      Commits commits,
      SignalEntry signals,
      Messages messages,
      Directives directives,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.commits = commits;
    this.signals = signals;
    this.messages = messages;
    this.directives = directives;
    this.ids = ids;
    this.clock = clock;
  }

  /** Where alarms are sent; empty when they are only shown. */
  public Optional<AlarmTarget> target(TenantId tenant) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(TARGET)
                .param(tenant.value())
                .query((row, index) ->
                    new AlarmTarget(
                        row.getString("connection"), Optional.ofNullable(row.getString("place"))))
                .optional());
  }

  /**
   * Chooses where alarms are sent from now on, and states {@code alarm.target.chosen} with it.
   *
   * @param target empty: they are only shown
   * @throws ConnectionException when there is no such connection, it was revoked, or it takes no
   *     messages
   * @throws InvalidDirectiveException when nothing can be sent to that place
   */
  public void choose(TenantId tenant, Optional<AlarmTarget> target, Actor actor) {
    target.ifPresent(chosen ->
        directives.prepare(
            tenant, test(tenant, chosen, "try", new Requester(actor, Optional.empty()))));
    commits.together(
        tenant,
        (sql, unit) -> {
          unit.add(chosen(tenant, target, actor));
          return sql.sql(CHOOSE)
              .param(tenant.value())
              .param(target.map(AlarmTarget::connection).orElse(null))
              .param(target.flatMap(AlarmTarget::place).orElse(null))
              .param(clock.instant().atOffset(ZoneOffset.UTC))
              .param(actor.id())
              .update();
        });
  }

  /**
   * Sends a message to where alarms go, to see whether it arrives.
   *
   * @param click names this wish: the same one again is the same message
   * @return the directive; empty when alarms are only shown
   * @throws ConnectionException like {@link #choose}
   * @throws InvalidDirectiveException like {@link #choose}
   */
  public Optional<UUID> test(TenantId tenant, UUID click, Requester requester) {
    return target(tenant)
        .map(target ->
            directives
                .request(tenant, test(tenant, target, click.toString(), requester))
                .directive());
  }

  private DirectiveRequest test(
      TenantId tenant, AlarmTarget target, String click, Requester requester) {
    return messages.request(
        tenant,
        new Message(target.connection(), TEST_TITLE, TEST_TEXT, target.place()),
        "alarm-test:" + click,
        "To see whether alarms arrive",
        requester);
  }

  private AppendSignal chosen(TenantId tenant, Optional<AlarmTarget> target, Actor actor) {
    ObjectNode data = ExactJson.mapper().createObjectNode();
    target.ifPresent(chosen -> {
      data.put("connection", chosen.connection());
      chosen.place().ifPresent(place -> data.put("place", place));
    });
    return signals.first(
        tenant, new SignalType("alarm.target.chosen"), ids.next() + ":chosen", actor, data);
  }

  /** The alarms that somebody should look at, newest first; at most {@value #LONGEST_PAGE}. */
  public List<Alarm> open(TenantId tenant) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(OPEN)
                .param("tenant", tenant.value())
                .param("limit", LONGEST_PAGE)
                .query(Alarms::read)
                .list());
  }

  /**
   * A page of those that are over or that somebody knows of, newest first.
   *
   * @param before the last one of the page before; empty for the first page
   * @param size 1 to {@value #LONGEST_PAGE}
   */
  public List<Alarm> closed(TenantId tenant, Optional<UUID> before, int size) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(CLOSED)
                .param("tenant", tenant.value())
                .param("before", before.orElse(null))
                .param("limit", Math.clamp(size, 1, LONGEST_PAGE))
                .query(Alarms::read)
                .list());
  }

  /**
   * Notes that somebody knows. Of one that is seen or over nothing changes.
   *
   * @return whether there is such an alarm
   */
  public boolean seen(TenantId tenant, UUID id, Actor actor) {
    return database.inTransaction(
        tenant,
        sql ->
            sql.sql(SEEN)
                        .param(clock.instant().atOffset(ZoneOffset.UTC))
                        .param(actor.id())
                        .param(tenant.value())
                        .param(id)
                        .update()
                    > 0
                || sql.sql(EXISTS).param(tenant.value()).param(id).query(Boolean.class).single());
  }

  private static Alarm read(ResultSet row, int index) throws SQLException {
    return new Alarm(
        row.getObject("id", UUID.class),
        AlarmKind.of(row.getString("kind")),
        row.getString("title"),
        row.getString("text"),
        new Alarm.Subject(
            id(row, "schedule_id"),
            id(row, "installation_id"),
            id(row, "run_id"),
            id(row, "signal_id")),
        id(row, "directive_id"),
        row.getObject("raised_at", OffsetDateTime.class).toInstant(),
        instant(row, "resolved_at"),
        instant(row, "seen_at"),
        Optional.ofNullable(row.getString("seen_by")));
  }

  private static Optional<UUID> id(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, UUID.class));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
