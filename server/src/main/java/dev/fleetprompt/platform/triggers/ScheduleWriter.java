package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Writes schedules, and wakes each so that it sets its timer. */
@Component
class ScheduleWriter implements ChangeWriter<ScheduleChange> {

  private static final String CREATE =
      """
      insert into fleet.schedule (
        tenant_id, id, name, cron, every_millis, after_millis, zone, enabled, definition_id, workflow, version,
        installation_id, context, handled_until)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
      """;

  private static final String ENABLE =
      """
      update fleet.schedule set enabled = ?, handled_until = greatest(handled_until, ?)
      where tenant_id = ? and id = ?
      """;

  private static final String REPLACE =
      """
      update fleet.schedule
         set cron = ?, every_millis = ?, after_millis = ?, zone = ?, enabled = ?, context = ?::jsonb,
             handled_until = greatest(handled_until, ?)
       where tenant_id = ? and id = ?
      """;

  private static final String INFORM =
      "update fleet.schedule set context = ?::jsonb where tenant_id = ? and id = ?";

  private static final String REMOVE = "delete from fleet.schedule where tenant_id = ? and id = ?";

  private final Clock clock;

  ScheduleWriter(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Class<ScheduleChange> changes() {
    return ScheduleChange.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<ScheduleChange> batch) throws SQLException {
    for (Batch.Entry<ScheduleChange> entry : batch.entries()) {
      switch (entry.change()) {
        case ScheduleChange.Create create -> create(batch.connection(), entry.tenant(), create);
        case ScheduleChange.Enable enable -> enable(batch.connection(), entry.tenant(), enable);
        case ScheduleChange.Replace replace -> replace(batch.connection(), entry.tenant(), replace);
        case ScheduleChange.Inform inform -> inform(batch.connection(), entry.tenant(), inform);
        case ScheduleChange.Remove remove -> remove(batch.connection(), entry.tenant(), remove);
      }
      batch.follow(
          entry.unit(),
          new QueueChange.Wake(ScheduleItems.of(entry.tenant(), entry.change().id())));
    }
  }

  private void create(Connection connection, TenantId tenant, ScheduleChange.Create create)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CREATE)) {
      statement.setObject(1, tenant.value());
      statement.setObject(2, create.id());
      statement.setString(3, create.name());
      set(statement, 4, create.timing());
      statement.setBoolean(8, create.enabled());
      statement.setObject(9, create.target().definition());
      statement.setString(10, create.target().workflow());
      statement.setString(11, create.target().version());
      statement.setObject(12, create.target().installation().orElse(null));
      statement.setString(13, ExactJson.write(create.target().context()));
      statement.setObject(14, clock.instant().atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  private void enable(Connection connection, TenantId tenant, ScheduleChange.Enable enable)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENABLE)) {
      statement.setBoolean(1, enable.enabled());
      statement.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
      statement.setObject(3, tenant.value());
      statement.setObject(4, enable.id());
      statement.executeUpdate();
    }
  }

  private void replace(Connection connection, TenantId tenant, ScheduleChange.Replace replace)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REPLACE)) {
      set(statement, 1, replace.timing());
      statement.setBoolean(5, replace.enabled());
      statement.setString(6, ExactJson.write(replace.context()));
      statement.setObject(7, clock.instant().atOffset(ZoneOffset.UTC));
      statement.setObject(8, tenant.value());
      statement.setObject(9, replace.id());
      statement.executeUpdate();
    }
  }

  /** Sets four parameters. */
  private static void set(PreparedStatement statement, int first, Timing timing)
      throws SQLException {
    TimingColumns columns = TimingColumns.of(timing);
    statement.setString(first, columns.cron());
    statement.setObject(first + 1, columns.everyMillis(), Types.BIGINT);
    statement.setObject(first + 2, columns.afterMillis(), Types.BIGINT);
    statement.setString(first + 3, columns.zone());
  }

  private static void inform(Connection connection, TenantId tenant, ScheduleChange.Inform inform)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INFORM)) {
      statement.setString(1, ExactJson.write(inform.context()));
      statement.setObject(2, tenant.value());
      statement.setObject(3, inform.id());
      statement.executeUpdate();
    }
  }

  private static void remove(Connection connection, TenantId tenant, ScheduleChange.Remove remove)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      statement.setObject(1, tenant.value());
      statement.setObject(2, remove.id());
      statement.executeUpdate();
    }
  }
}
