package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Interpreter;
import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.RunState;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import java.util.List;

/** Reads journals as their tenant and computes from them where a run stood. */
final class RunReplay {

  /** Index: the primary key. */
  private static final String ROWS =
      """
      select j.kind, j.task, j.at, coalesce(j.data, p.content) as data
      from fleet.journal j
      left join fleet.payload p on p.tenant_id = j.tenant_id and p.month = :month and p.hash = j.payload
      where j.tenant_id = :tenant and j.execution_id = :run and j.seq >= :from
      order by j.seq
      limit :limit
      """;

  private final TenantDatabase tenants;
  private final Interpreter interpreter;

  RunReplay(TenantDatabase tenants, Interpreter interpreter) {
    this.tenants = tenants;
    this.interpreter = interpreter;
  }

  /** The entries of a run from a number on, at most {@code most}. */
  List<JournalCodec.Row> rows(Execution run, int from, int most) {
    return tenants.readOnly(
        run.tenant(),
        sql ->
            sql.sql(ROWS)
                .param("tenant", run.tenant().value())
                .param("run", run.id())
                .param("month", PayloadMonth.of(run.id()))
                .param("from", from)
                .param("limit", most)
                .query((row, number) ->
                    new JournalCodec.Row(
                        row.getString("kind"),
                        row.getString("task"),
                        row.getString("data"),
                        row.getTimestamp("at").toInstant()))
                .list());
  }

  /**
   * The state after the first entry.
   *
   * @throws IllegalStateException when the journal begins with something else than the start
   */
  RunState begin(Definition definition, JournalCodec.Row row) {
    if (JournalCodec.decode(row) instanceof JournalEntry.RunStarted started) {
      return interpreter.begin(definition, started);
    }
    throw new IllegalStateException("the journal begins with " + row.kind());
  }

  RunState apply(Definition definition, RunState state, JournalCodec.Row row) {
    return interpreter.apply(definition, state, JournalCodec.decode(row));
  }

  /** The state after these entries, which begin with the start. */
  RunState fold(Definition definition, List<JournalCodec.Row> rows) {
    RunState state = begin(definition, rows.getFirst());
    for (JournalCodec.Row row : rows.subList(1, rows.size())) {
      state = apply(definition, state, row);
    }
    return state;
  }

  Interpreter interpreter() {
    return interpreter;
  }
}
