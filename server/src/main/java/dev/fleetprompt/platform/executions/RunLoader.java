package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.waits.LookBack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Reads claimed runs with their journals, many at once, in two statements. */
final class RunLoader implements StoredRuns {

  private static final String RUNS =
      "select "
          + ExecutionRows.COLUMNS
          + """
            from unnest(?::uuid[], ?::uuid[]) as k (tenant_id, id)
            join fleet.execution e using (tenant_id, id)
          """;

  private static final String JOURNALS =
      """
      select j.tenant_id, j.execution_id, j.kind, j.task, coalesce(j.data, p.content) as data, j.at
        from unnest(?::uuid[], ?::uuid[], ?::uuid[]) as k (tenant_id, execution_id, month)
        join fleet.journal j using (tenant_id, execution_id)
        left join fleet.payload p
          on p.tenant_id = k.tenant_id and p.month = k.month and p.hash = j.payload
       order by j.tenant_id, j.execution_id, j.seq
      """;

  private final EngineDatabase database;
  private final Definitions definitions;
  private final Takeovers takeovers;
  private final WorkflowFinder workflows;
  private final LookBack lookBack;

  RunLoader(EngineDatabase database, LookBack lookBack) {
    this.database = database;
    this.definitions = new Definitions(database);
    this.takeovers = new Takeovers(database);
    this.workflows = new WorkflowFinder(database);
    this.lookBack = lookBack;
  }

  @Override
  public SubRuns.Resolution workflow(Execution run, Command.RunWorkflow command) {
    return workflows.find(run, command);
  }

  @Override
  public List<LookBack.Page> lookBack(List<LookBack.Request> requests) {
    return lookBack.find(requests);
  }

  @Override
  public Definition definition(TenantId tenant, UUID id) throws InvalidDefinitionException {
    return definitions.get(tenant, id);
  }

  @Override
  public Optional<Takeover> takeover(Execution run) {
    return takeovers.of(run);
  }

  @Override
  public List<LoadedRun> load(Collection<Item> items) throws SQLException {
    List<Item> keys = List.copyOf(items);
    try (Connection connection = database.dataSource().getConnection()) {
      Map<UUID, List<JournalCodec.Row>> journals = journals(connection, keys);
      List<LoadedRun> runs = new ArrayList<>();
      try (PreparedStatement statement = connection.prepareStatement(RUNS)) {
        Columns.of(statement, keys).uuids(item -> item.tenant().value()).uuids(Item::id);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            Execution execution = ExecutionRows.read(rows);
            runs.add(new LoadedRun(execution, journals.getOrDefault(execution.id(), List.of())));
          }
        }
      }
      return runs;
    }
  }

  private static Map<UUID, List<JournalCodec.Row>> journals(Connection connection, List<Item> keys)
      throws SQLException {
    Map<UUID, List<JournalCodec.Row>> journals = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(JOURNALS)) {
      Columns.of(statement, keys)
          .uuids(item -> item.tenant().value())
          .uuids(Item::id)
          .uuids(item -> PayloadMonth.of(item.id()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          UUID run = Objects.requireNonNull(rows.getObject(2, UUID.class));
          journals
              .computeIfAbsent(run, id -> new ArrayList<>())
              .add(
                  new JournalCodec.Row(
                      rows.getString(3),
                      rows.getString(4),
                      rows.getString(5),
                      rows.getTimestamp(6).toInstant()));
        }
      }
    }
    return journals;
  }
}
