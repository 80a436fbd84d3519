package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.Interpreter;
import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.Limits;
import dev.fleetprompt.engine.interpreter.RunState;
import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a run's journal tells: entries, the steps that its tasks took, and what those were given.
 * Reads as the run's tenant.
 */
public final class RunJournal {

  /** The most entries on a page. */
  public static final int LARGEST_PAGE = 200;

  private static final int MOST_STEPS = 2_000;
  private static final int LARGEST_VALUE = 16 * 1024;
  private static final int LARGEST_RESULT = 256 * 1024;

  /** Index: the primary key. */
  private static final String PAGE =
      """
      select j.seq, j.kind, j.task, j.at, left(coalesce(j.data, p.content), :size) as data,
             length(coalesce(j.data, p.content)) as length
      from fleet.journal j
      left join fleet.payload p on p.tenant_id = j.tenant_id and p.month = :month and p.hash = j.payload
      where j.tenant_id = :tenant and j.execution_id = :run and j.seq > :after
      order by j.seq
      limit :limit
      """;

  private static final String WHOLE =
      """
      select j.kind, j.task, j.at, coalesce(j.data, p.content) as data
      from fleet.journal j
      left join fleet.payload p on p.tenant_id = j.tenant_id and p.month = :month and p.hash = j.payload
      where j.tenant_id = :tenant and j.execution_id = :run and j.seq < :before
      order by j.seq
      limit :limit
      """;

  /** Index: the primary key, backwards. */
  private static final String ENTRIES =
      """
      select coalesce(max(seq) + 1, 0) from fleet.journal where tenant_id = :tenant and execution_id = :run
      """;

  private static final String ONE =
      """
      select coalesce(j.data, p.content) as data
      from fleet.journal j
      left join fleet.payload p on p.tenant_id = j.tenant_id and p.month = :month and p.hash = j.payload
      where j.tenant_id = :tenant and j.execution_id = :run and j.seq = :seq
      """;

  private final TenantDatabase tenants;
  private final TenantDefinitions definitions;
  private final Interpreter interpreter = new Interpreter(Limits.standard());

  RunJournal(TenantDatabase tenants, TenantDefinitions definitions) {
    this.tenants = tenants;
    this.definitions = definitions;
  }

  /**
   * Entries in their order; large ones are cut.
   *
   * @param after the number of the last entry before the page; -1 for the first page
   * @param size at most {@value #LARGEST_PAGE}
   */
  public List<JournalLine> page(TenantId tenant, UUID run, int after, int size) {
    return tenants.readOnly(
        tenant,
        sql ->
            sql.sql(PAGE)
                .param("tenant", tenant.value())
                .param("run", run)
                .param("month", PayloadMonth.of(run))
                .param("after", after)
                .param("size", LARGEST_VALUE)
                .param("limit", Math.clamp(size, 1, LARGEST_PAGE))
                .query((row, number) ->
                    new JournalLine(
                        row.getInt("seq"),
                        row.getString("kind"),
                        row.getString("task"),
                        row.getTimestamp("at").toInstant(),
                        shown(row.getString("data"), row.getInt("length"))))
                .list());
  }

  /** How many entries there are. */
  public int entries(TenantId tenant, UUID run) {
    return tenants.readOnly(
        tenant,
        sql ->
            sql.sql(ENTRIES)
                .param("tenant", tenant.value())
                .param("run", run)
                .query(Integer.class)
                .single());
  }

  /**
   * What a step came to, from the entry with its result: output or error; cut where it is large.
   */
  public Optional<JsonNode> result(TenantId tenant, UUID run, int seq) {
    return tenants.readOnly(
        tenant,
        sql ->
            sql.sql(ONE)
                .param("tenant", tenant.value())
                .param("run", run)
                .param("month", PayloadMonth.of(run))
                .param("seq", seq)
                .query(String.class)
                .optional()
                .map(data ->
                    data.length() > LARGEST_RESULT
                        ? shown(data.substring(0, LARGEST_VALUE), data.length())
                        : CanonicalJson.read(data)));
  }

  /** The steps that the first {@value #MOST_STEPS} entries tell of, in the order of their start. */
  public List<RunStep> steps(TenantId tenant, UUID run) {
    return tenants.readOnly(
        tenant,
        sql ->
            RunSteps.of(
                sql.sql(PAGE)
                    .param("tenant", tenant.value())
                    .param("run", run)
                    .param("month", PayloadMonth.of(run))
                    .param("after", -1)
                    .param("size", RunSteps.GLANCE)
                    .param("limit", MOST_STEPS)
                    .query((row, number) ->
                        new RunSteps.Row(
                            row.getInt("seq"),
                            row.getString("kind"),
                            row.getString("task"),
                            row.getTimestamp("at").toInstant(),
                            row.getString("data")))
                    .list()));
  }

  /** The tasks of a run's workflow, outer before inner; none when this build cannot read it. */
  public List<RunTask> tasks(Execution run) {
    return definitions.of(run).map(RunTasks::of).orElse(List.of());
  }

  /**
   * What a step was given, computed anew from the entries before its result.
   *
   * @param step as {@link RunStep#id}
   * @param before the number of the entry with its result; any greater one while it has none
   * @return empty when it is no call, or too far into the run (beyond {@value #MOST_STEPS} entries)
   */
  public Optional<JsonNode> arguments(Execution run, String step, int before) {
    if (before != Integer.MAX_VALUE && before > MOST_STEPS) {
      return Optional.empty();
    }
    List<JournalCodec.Row> rows = tenants.readOnly(run.tenant(), sql -> rows(sql, run, before));
    Optional<Definition> definition = definitions.of(run);
    if (rows.isEmpty() || definition.isEmpty()) {
      return Optional.empty();
    }
    JournalEntry first = JournalCodec.decode(rows.getFirst());
    if (!(first instanceof JournalEntry.RunStarted started)) {
      return Optional.empty();
    }
    RunState state = interpreter.begin(definition.get(), started);
    for (JournalCodec.Row row : rows.subList(1, rows.size())) {
      state = interpreter.apply(definition.get(), state, JournalCodec.decode(row));
    }
    return interpreter.decide(definition.get(), state).outstanding().stream()
        .filter(Command.Call.class::isInstance)
        .map(Command.Call.class::cast)
        .filter(call -> call.id().value().equals(step))
        .map(Command.Call::arguments)
        .findFirst();
  }

  private static List<JournalCodec.Row> rows(JdbcClient sql, Execution run, int before) {
    return sql.sql(WHOLE)
        .param("tenant", run.tenant().value())
        .param("run", run.id())
        .param("month", PayloadMonth.of(run.id()))
        .param("before", before)
        .param("limit", MOST_STEPS)
        .query((row, number) ->
            new JournalCodec.Row(
                row.getString("kind"),
                row.getString("task"),
                row.getString("data"),
                row.getTimestamp("at").toInstant()))
        .list();
  }

  private static JsonNode shown(String data, int length) {
    return length <= LARGEST_VALUE
        ? CanonicalJson.read(data)
        : JsonNodeFactory.instance
            .objectNode()
            .put("omitted", "%,d characters in all".formatted(length))
            .put("beginning", data);
  }
}
