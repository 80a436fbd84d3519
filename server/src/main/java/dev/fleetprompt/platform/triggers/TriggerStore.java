package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads triggers for the dispatcher. */
@Component
class TriggerStore {

  // trigger_by_type
  private static final String OF_TYPE =
      """
      select id, name, filter, definition_id, workflow, version, installation_id, context
      from fleet.trigger t
      where tenant_id = :tenant and type = :type and enabled
        and not exists (
          select from fleet.trigger_delivery d
          where d.tenant_id = t.tenant_id and d.signal_id = :signal and d.trigger_id = t.id)
      order by id
      """;

  // trigger_by_type
  private static final String AMONG =
      "select distinct type from fleet.trigger where tenant_id = :tenant and type = any (:types) and enabled";

  private final EngineDatabase database;

  TriggerStore(EngineDatabase database) {
    this.database = database;
  }

  /** Those of the types that some trigger waits for. */
  Set<SignalType> among(TenantId tenant, Collection<SignalType> types) {
    return new HashSet<>(
        database
            .sql()
            .sql(AMONG)
            .param("tenant", tenant.value())
            .param("types", types.stream().map(SignalType::value).toArray(String[]::new))
            .query((row, number) -> new SignalType(row.getString(1)))
            .list());
  }

  /** The triggers of a type that have not had this signal yet. */
  List<Trigger> waitingFor(TenantId tenant, SignalType type, UUID signal) {
    return database
        .sql()
        .sql(OF_TYPE)
        .param("tenant", tenant.value())
        .param("type", type.value())
        .param("signal", signal)
        .query(TriggerStore::read)
        .list();
  }

  private static Trigger read(ResultSet row, int number) throws SQLException {
    return new Trigger(
        row.getObject("id", UUID.class),
        row.getString("name"),
        Optional.ofNullable(row.getString("filter"))
            .map(ExactJson::read)
            .map(SignalFields::checked),
        target(row));
  }

  static Target target(ResultSet row) throws SQLException {
    return new Target(
        row.getObject("definition_id", UUID.class),
        row.getString("workflow"),
        row.getString("version"),
        Optional.ofNullable(row.getObject("installation_id", UUID.class)),
        ExactJson.read(row.getString("context")));
  }
}
