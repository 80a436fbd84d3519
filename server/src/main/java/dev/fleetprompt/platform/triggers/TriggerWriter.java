package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.SubscriptionChange;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
class TriggerWriter implements ChangeWriter<TriggerChange> {

  private static final String CREATE =
      """
      insert into fleet.trigger (
        tenant_id, id, name, type, filter, enabled, definition_id, workflow, version,
        installation_id, context)
      values (?, ?, ?, ?, ?::jsonb, true, ?, ?, ?, ?, ?::jsonb)
      """;

  private static final String ENABLE =
      "update fleet.trigger set enabled = ? where tenant_id = ? and id = ?";

  private static final String INFORM =
      "update fleet.trigger set context = ?::jsonb where tenant_id = ? and id = ?";

  private static final String REMOVE = "delete from fleet.trigger where tenant_id = ? and id = ?";

  @Override
  public Class<TriggerChange> changes() {
    return TriggerChange.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<TriggerChange> batch) throws SQLException {
    for (Batch.Entry<TriggerChange> entry : batch.entries()) {
      switch (entry.change()) {
        case TriggerChange.Create create -> {
          create(batch.connection(), entry.tenant(), create);
          batch.follow(
              entry.unit(), new SubscriptionChange.Subscribe(create.id(), Set.of(create.type())));
        }
        case TriggerChange.Enable enable -> enable(batch.connection(), entry.tenant(), enable);
        case TriggerChange.Inform inform -> inform(batch.connection(), entry.tenant(), inform);
        case TriggerChange.Remove remove -> {
          remove(batch.connection(), entry.tenant(), remove);
          batch.follow(entry.unit(), new SubscriptionChange.Unsubscribe(remove.id()));
        }
      }
    }
  }

  private static void create(Connection connection, TenantId tenant, TriggerChange.Create create)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CREATE)) {
      statement.setObject(1, tenant.value());
      statement.setObject(2, create.id());
      statement.setString(3, create.name());
      statement.setString(4, create.type().value());
      statement.setString(5, create.filter().map(ExactJson::write).orElse(null));
      statement.setObject(6, create.target().definition());
      statement.setString(7, create.target().workflow());
      statement.setString(8, create.target().version());
      statement.setObject(9, create.target().installation().orElse(null));
      statement.setString(10, ExactJson.write(create.target().context()));
      statement.executeUpdate();
    }
  }

  private static void enable(Connection connection, TenantId tenant, TriggerChange.Enable enable)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENABLE)) {
      statement.setBoolean(1, enable.enabled());
      statement.setObject(2, tenant.value());
      statement.setObject(3, enable.id());
      statement.executeUpdate();
    }
  }

  private static void inform(Connection connection, TenantId tenant, TriggerChange.Inform inform)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INFORM)) {
      statement.setString(1, ExactJson.write(inform.context()));
      statement.setObject(2, tenant.value());
      statement.setObject(3, inform.id());
      statement.executeUpdate();
    }
  }

  private static void remove(Connection connection, TenantId tenant, TriggerChange.Remove remove)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      statement.setObject(1, tenant.value());
      statement.setObject(2, remove.id());
      statement.executeUpdate();
    }
  }
}
