package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Stage;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class SubscriptionWriter implements ChangeWriter<SubscriptionChange> {

  private static final String SUBSCRIBE =
      """
      insert into fleet.subscription (tenant_id, type, subscriber)
      select ?, type, ? from unnest(?::text[]) as t (type)
      on conflict do nothing
      """;

  private static final String UNSUBSCRIBE =
      "delete from fleet.subscription where tenant_id = ? and subscriber = ?";

  @Override
  public Class<SubscriptionChange> changes() {
    return SubscriptionChange.class;
  }

  @Override
  public Stage stage() {
    return Stage.HISTORY;
  }

  @Override
  public void write(Batch<SubscriptionChange> batch) throws SQLException {
    for (Batch.Entry<SubscriptionChange> entry : batch.entries()) {
      switch (entry.change()) {
        case SubscriptionChange.Subscribe subscribe -> {
          List<String> types = subscribe.types().stream().map(SignalType::value).sorted().toList();
          try (PreparedStatement statement = batch.connection().prepareStatement(SUBSCRIBE)) {
            statement.setObject(1, entry.tenant().value());
            statement.setObject(2, subscribe.subscriber());
            statement.setArray(3, batch.connection().createArrayOf("text", types.toArray()));
            statement.executeUpdate();
          }
        }
        case SubscriptionChange.Unsubscribe unsubscribe -> {
          try (PreparedStatement statement = batch.connection().prepareStatement(UNSUBSCRIBE)) {
            statement.setObject(1, entry.tenant().value());
            statement.setObject(2, unsubscribe.subscriber());
            statement.executeUpdate();
          }
        }
      }
    }
  }
}
