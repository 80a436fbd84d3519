package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.lifecycle.InstallationChange.Configure;
import dev.fleetprompt.platform.packages.lifecycle.InstallationChange.Expect;
import dev.fleetprompt.platform.packages.lifecycle.InstallationChange.Move;
import dev.fleetprompt.platform.packages.lifecycle.InstallationChange.Provide;
import dev.fleetprompt.platform.packages.lifecycle.InstallationChange.Queue;
import dev.fleetprompt.platform.packages.lifecycle.InstallationChange.Withdraw;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes changes of installations one by one: they are rare. */
public final class InstallationWriter implements ChangeWriter<InstallationChange> {

  private static final String QUEUE =
      """
      insert into fleet.installation
        (tenant_id, id, package, version, digest, generation, status, configuration,
         configuration_version, created_at, changed_at)
      values (?, ?, ?, ?, ?, ?, 'queued', ?::jsonb, 1, ?, ?)
      on conflict do nothing
      """;

  private static final String MOVE =
      """
      update fleet.installation set status = ?, error_code = ?, error = ?, changed_at = ?
      where tenant_id = ? and id = ? and status = any (?)
      """;

  private static final String RECORD_MOVE =
      """
      insert into fleet.installation_move
        (tenant_id, installation_id, number, status, directive_id, actor_kind, actor_id, reason, at)
      select i.tenant_id, i.id,
             1 + (select count(*) from fleet.installation_move m
                  where m.tenant_id = i.tenant_id and m.installation_id = i.id),
             ?, ?, ?, ?, ?, ?
      from fleet.installation i
      where i.tenant_id = ? and i.id = ?
      """;

  private static final String CONFIGURE =
      """
      update fleet.installation
         set configuration = ?::jsonb, configuration_version = configuration_version + 1,
             error_code = null, error = null, changed_at = ?
       where tenant_id = ? and id = ? and configuration_version = ?
         and status = ?
      """;

  private static final String EXPECT =
      """
      update fleet.installation set changed_at = changed_at
      where tenant_id = ? and id = ? and configuration_version = ?
      """;

  private static final String PROVIDE =
      """
      insert into fleet.installation_resource
        (tenant_id, installation_id, kind, name, resource_id, template, created_at)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String WITHDRAW =
      """
      update fleet.installation_resource set removed_at = ?
      where tenant_id = ? and installation_id = ? and removed_at is null
      """;

  @Override
  public Class<InstallationChange> changes() {
    return InstallationChange.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<InstallationChange> batch) throws SQLException {
    for (Batch.Entry<InstallationChange> entry : batch.entries()) {
      UUID tenant = entry.tenant().value();
      switch (entry.change()) {
        case Queue queue -> queue(batch.connection(), tenant, queue);
        case Move move -> move(batch.connection(), tenant, move, entry);
        case Configure configure -> configure(batch.connection(), tenant, configure, entry);
        case Expect expect -> expect(batch.connection(), tenant, expect, entry);
        case Provide provide -> provide(batch.connection(), tenant, provide);
        case Withdraw withdraw -> withdraw(batch.connection(), tenant, withdraw);
      }
    }
  }

  private static void queue(Connection connection, UUID tenant, Queue queue) throws SQLException {
    int added =
        run(
            connection,
            QUEUE,
            tenant,
            queue.installation(),
            queue.name().toString(),
            queue.version().toString(),
            queue.digest(),
            queue.generation(),
            ExactJson.canonical(queue.configuration()),
            time(queue.at()),
            time(queue.at()));
    if (added == 1) {
      record(
          connection,
          tenant,
          queue.installation(),
          Installation.Status.QUEUED,
          queue.installation(),
          queue.actor(),
          null,
          queue.at());
    }
  }

  private static void move(
      Connection connection, UUID tenant, Move move, Batch.Entry<InstallationChange> entry)
      throws SQLException {
    String code = move.error().map(Installation.Error::code).orElse(null);
    String message = move.error().map(Installation.Error::message).orElse(null);
    int moved =
        run(
            connection,
            MOVE,
            move.to().text(),
            code,
            message,
            time(move.at()),
            tenant,
            move.installation(),
            connection.createArrayOf(
                "text", move.from().stream().map(Installation.Status::text).toArray()));
    if (moved == 0) {
      throw new UnitRefusedException(
          entry.unit(),
          "Installation %s is not in a state to become '%s'; look at it again before you go on."
              .formatted(move.installation(), move.to().text()));
    }
    record(
        connection,
        tenant,
        move.installation(),
        move.to(),
        move.directive(),
        move.actor(),
        message,
        move.at());
  }

  private static void configure(
      Connection connection,
      UUID tenant,
      Configure configure,
      Batch.Entry<InstallationChange> entry)
      throws SQLException {
    int configured =
        run(
            connection,
            CONFIGURE,
            ExactJson.canonical(configure.configuration()),
            time(configure.at()),
            tenant,
            configure.installation(),
            configure.from(),
            configure.status().text());
    if (configured == 0) {
      throw new UnitRefusedException(
          entry.unit(),
          "Installation %s was changed meanwhile; look at it again, then configure it."
              .formatted(configure.installation()));
    }
    record(
        connection,
        tenant,
        configure.installation(),
        configure.status(),
        configure.directive(),
        configure.actor(),
        "Configuration " + (configure.from() + 1),
        configure.at());
  }

  private static void expect(
      Connection connection, UUID tenant, Expect expect, Batch.Entry<InstallationChange> entry)
      throws SQLException {
    if (run(connection, EXPECT, tenant, expect.installation(), expect.configurationVersion())
        == 0) {
      throw new UnitRefusedException(
          entry.unit(),
          "Installation %s was configured otherwise meanwhile; look at it again before you go on."
              .formatted(expect.installation()));
    }
  }

  private static void record(
      Connection connection,
      UUID tenant,
      UUID installation,
      Installation.Status status,
      UUID directive,
      Actor actor,
      @Nullable String reason,
      Instant at)
      throws SQLException {
    run(
        connection,
        RECORD_MOVE,
        status.text(),
        directive,
        actor.kind().text(),
        actor.id(),
        reason,
        time(at),
        tenant,
        installation);
  }

  private static void provide(Connection connection, UUID tenant, Provide provide)
      throws SQLException {
    run(
        connection,
        PROVIDE,
        tenant,
        provide.installation(),
        provide.kind().text(),
        provide.name(),
        provide.resource(),
        provide.template(),
        time(provide.at()));
  }

  private static void withdraw(Connection connection, UUID tenant, Withdraw withdraw)
      throws SQLException {
    run(connection, WITHDRAW, time(withdraw.at()), tenant, withdraw.installation());
  }

  private static int run(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
