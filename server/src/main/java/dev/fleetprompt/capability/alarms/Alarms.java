package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.capability.connectors.Messages;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** An organization's alarms, and where it wants them. Safe for many threads. */
@Component
public class Alarms {
  /** The longest page of {@link #open}. */
  public static final int LONGEST_PAGE = 100;

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

  /** Primary key, backwards: retention keeps an organization's alarms to a few hundred. */
  private static final String OPEN =
      """
      select id, kind, title, text, directive_id, raised_at, seen_at from fleet.alarm
      where tenant_id = ? and seen_at is null order by id desc limit ?
      """;

  private static final String SEEN =
      """
      update fleet.alarm set seen_at = ?, seen_by = ?
      where tenant_id = ? and id = ? and seen_at is null
      """;

  private final TenantDatabase database;
  private final Messages messages;
  private final Clock clock;

  Alarms(TenantDatabase database, Messages messages, Clock clock) {
    this.database = database;
    this.messages = messages;
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
   * Chooses where alarms are sent from now on.
   *
   * @param target empty: they are only shown
   * @throws ConnectionException when there is no such connection, it was revoked, or it takes no
   *     messages
   */
  public void choose(TenantId tenant, Optional<AlarmTarget> target, Actor actor) {
    target.ifPresent(chosen -> messages.channel(tenant, chosen.connection()));
    database.inTransaction(
        tenant,
        sql ->
            sql.sql(CHOOSE)
                .param(tenant.value())
                .param(target.map(AlarmTarget::connection).orElse(null))
                .param(target.flatMap(AlarmTarget::place).orElse(null))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(actor.id())
                .update());
  }

  /** The alarms that nobody has seen yet, newest first; at most {@value #LONGEST_PAGE}. */
  public List<Alarm> open(TenantId tenant) {
    return database.readOnly(
        tenant,
        sql -> sql.sql(OPEN).param(tenant.value()).param(LONGEST_PAGE).query(Alarms::read).list());
  }

  /** Notes that somebody knows. Of one that is seen, or is none, nothing changes. */
  public void seen(TenantId tenant, UUID id, Actor actor) {
    database.inTransaction(
        tenant,
        sql ->
            sql.sql(SEEN)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(actor.id())
                .param(tenant.value())
                .param(id)
                .update());
  }

  private static Alarm read(ResultSet row, int index) throws SQLException {
    return new Alarm(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getString("title"),
        row.getString("text"),
        Optional.ofNullable(row.getObject("directive_id", UUID.class)),
        row.getObject("raised_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("seen_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
