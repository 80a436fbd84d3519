package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class DeliveryWriter implements ChangeWriter<RecordDelivery> {

  private static final String INSERT =
      """
      insert into fleet.trigger_delivery (
        tenant_id, signal_id, trigger_id, status, run_id, error, delivered_at)
      select * from unnest(
        ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::timestamptz[])
      on conflict do nothing
      returning signal_id, trigger_id
      """;

  private record Key(UUID signal, UUID trigger) {}

  @Override
  public Class<RecordDelivery> changes() {
    return RecordDelivery.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<RecordDelivery> batch) throws SQLException {
    List<Batch.Entry<RecordDelivery>> entries = batch.entries();
    Set<Key> written = new HashSet<>();
    try (PreparedStatement statement = batch.connection().prepareStatement(INSERT)) {
      Columns.of(statement, entries)
          .uuids(entry -> entry.tenant().value())
          .uuids(entry -> entry.change().signal())
          .uuids(entry -> entry.change().trigger())
          .texts(entry -> entry.change().run() == null ? "failed" : "started")
          .uuids(entry -> entry.change().run())
          .texts(entry -> entry.change().error())
          .instants(entry -> entry.change().at());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          written.add(new Key(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class)));
        }
      }
    }
    for (Batch.Entry<RecordDelivery> entry : entries) {
      RecordDelivery delivery = entry.change();
      if (!written.remove(new Key(delivery.signal(), delivery.trigger()))) {
        throw new UnitRefusedException(
            entry.unit(),
            "Signal %s has reached trigger %s already"
                .formatted(delivery.signal(), delivery.trigger()));
      }
    }
  }
}
