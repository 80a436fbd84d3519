package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Stores workflow definitions. */
final class DefinitionWriter implements ChangeWriter<StoreDefinition> {

  private static final String INSERT =
      """
      insert into fleet.definition
        (tenant_id, id, namespace, name, version, content, installation_id, template)
      select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[])
      """;

  @Override
  public Class<StoreDefinition> changes() {
    return StoreDefinition.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<StoreDefinition> batch) throws SQLException {
    try (PreparedStatement insert = batch.connection().prepareStatement(INSERT)) {
      Columns.of(insert, batch.entries())
          .uuids(entry -> entry.tenant().value())
          .uuids(entry -> entry.change().id())
          .texts(entry -> entry.change().namespace())
          .texts(entry -> entry.change().name())
          .texts(entry -> entry.change().version())
          .texts(entry -> entry.change().content())
          .uuids(entry -> entry.change().installation().orElse(null))
          .texts(entry -> entry.change().template().orElse(null));
      insert.executeUpdate();
    }
  }
}
