package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what runs are to take over. */
final class Takeovers {

  /** Index: the primary key. */
  private static final String FIND =
      """
      select execution_id, source_id, entries, dropped, edits
      from fleet.takeover where tenant_id = ? and execution_id = ?
      """;

  private final EngineDatabase database;

  Takeovers(EngineDatabase database) {
    this.database = database;
  }

  /** What a new run that is a rerun takes over; empty for others. */
  Optional<Takeover> of(Execution run) {
    return Takeover.isMadeBy(run) ? find(database.sql(), run.tenant(), run.id()) : Optional.empty();
  }

  static Optional<Takeover> find(JdbcClient sql, TenantId tenant, UUID run) {
    return sql.sql(FIND)
        .param(tenant.value())
        .param(run)
        .query((row, number) -> read(row))
        .optional();
  }

  private static Takeover read(ResultSet row) throws SQLException {
    Array dropped = row.getArray("dropped");
    return new Takeover(
        row.getObject("execution_id", UUID.class),
        row.getObject("source_id", UUID.class),
        row.getInt("entries"),
        List.of((Integer[]) dropped.getArray()),
        Takeover.editsOf(row.getString("edits")));
  }
}
