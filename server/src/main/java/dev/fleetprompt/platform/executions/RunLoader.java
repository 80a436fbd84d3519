package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.Interpreter;
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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads claimed runs with what their journals have after their snapshots, many at once, in two
 * statements. A snapshot of another version comes with the whole journal, and so does every so many
 * other ones, to be compared with it.
 */
final class RunLoader implements StoredRuns {

  private static final String RUNS =
      "select "
          + ExecutionRows.COLUMNS
          + """
            , s.seq, s.version, s.hash, s.state, s.journal_bytes
            from unnest(?::uuid[], ?::uuid[]) as k (tenant_id, id)
            join fleet.execution e using (tenant_id, id)
            left join fleet.snapshot s on s.tenant_id = k.tenant_id and s.execution_id = k.id
          """;

  private static final String JOURNALS =
      """
      select j.tenant_id, j.execution_id, j.kind, j.task, coalesce(j.data, p.content) as data, j.at
        from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::int4[]) as k (tenant_id, execution_id, month, first)
        join fleet.journal j
          on j.tenant_id = k.tenant_id and j.execution_id = k.execution_id and j.seq >= k.first
        left join fleet.payload p
          on p.tenant_id = k.tenant_id and p.month = k.month and p.hash = j.payload
       order by j.tenant_id, j.execution_id, j.seq
      """;

  /** Longer journals are not read again without need. */
  private static final int MOST_COMPARED = 1_000;

  private final EngineDatabase database;
  private final Definitions definitions;
  private final Takeovers takeovers;
  private final WorkflowFinder workflows;
  private final LookBack lookBack;
  private final int comparedEvery;
  private final AtomicInteger loads = new AtomicInteger();

  /**
   * @param comparedEvery each so many loaded snapshots one is compared with its journal; 0 for none
   */
  RunLoader(EngineDatabase database, LookBack lookBack, int comparedEvery) {
    this.comparedEvery = comparedEvery;
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
    try (Connection connection = database.dataSource().getConnection()) {
      List<LoadedRun> found = runs(connection, List.copyOf(items));
      Map<UUID, List<JournalCodec.Row>> journals = journals(connection, found);
      return found.stream()
          .map(run ->
              new LoadedRun(
                  run.execution(),
                  run.snapshot(),
                  run.isWhole(),
                  journals.getOrDefault(run.execution().id(), List.of())))
          .toList();
    }
  }

  /** The runs, without their journals. */
  private List<LoadedRun> runs(Connection connection, List<Item> keys) throws SQLException {
    List<LoadedRun> runs = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(RUNS)) {
      Columns.of(statement, keys).uuids(item -> item.tenant().value()).uuids(Item::id);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Optional<Snapshot> snapshot = snapshot(rows);
          runs.add(
              new LoadedRun(
                  ExecutionRows.read(rows),
                  snapshot,
                  snapshot.map(this::isCompared).orElse(true),
                  List.of()));
        }
      }
    }
    return runs;
  }

  private static Optional<Snapshot> snapshot(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return state == null
        ? Optional.empty()
        : Optional.of(
            new Snapshot(
                row.getInt("seq"),
                row.getInt("version"),
                row.getString("hash"),
                state,
                row.getLong("journal_bytes")));
  }

  private boolean isCompared(Snapshot snapshot) {
    return snapshot.version() != Interpreter.SNAPSHOT_VERSION
        || (comparedEvery > 0
            && snapshot.entries() <= MOST_COMPARED
            && loads.incrementAndGet() % comparedEvery == 0);
  }

  private static Map<UUID, List<JournalCodec.Row>> journals(
      Connection connection, List<LoadedRun> runs) throws SQLException {
    Map<UUID, List<JournalCodec.Row>> journals = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(JOURNALS)) {
      Columns.of(statement, runs)
          .uuids(run -> run.execution().tenant().value())
          .uuids(run -> run.execution().id())
          .uuids(run -> PayloadMonth.of(run.execution().id()))
          .integers(run -> run.isWhole() ? 0 : run.snapshot().map(Snapshot::entries).orElse(0));
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
