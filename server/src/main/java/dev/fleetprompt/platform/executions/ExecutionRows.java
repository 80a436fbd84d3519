package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.ActorKind;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads rows of {@code fleet.execution}. */
final class ExecutionRows {

  /** What {@link #read} needs, of a table called {@code e}. */
  static final String COLUMNS =
      """
      e.tenant_id, e.id, e.definition_id, e.workflow, e.workflow_version, e.installation_id, e.status,
      e.origin, e.requester_kind, e.requester_id, e.correlation, e.causation, e.input, e.context,
      e.output, e.error, e.created_at, e.started_at, e.ended_at,
      e.parent_kind, e.parent_id, e.parent_call, e.depth
      """;

  private ExecutionRows() {}

  static Execution read(ResultSet row) throws SQLException {
    return new Execution(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        row.getObject("id", UUID.class),
        row.getObject("definition_id", UUID.class),
        row.getString("workflow"),
        row.getString("workflow_version"),
        Optional.ofNullable(row.getObject("installation_id", UUID.class)),
        ExecutionStatus.of(row.getString("status")),
        row.getString("origin"),
        new Actor(
            ActorKind.valueOf(row.getString("requester_kind").toUpperCase(Locale.ROOT)),
            row.getString("requester_id")),
        Link.parse(row.getString("correlation")).orElseThrow(),
        Optional.ofNullable(row.getString("causation")).flatMap(Link::parse),
        CanonicalJson.read(row.getString("input")),
        CanonicalJson.read(row.getString("context")),
        Optional.ofNullable(row.getString("output")).map(CanonicalJson::read),
        Optional.ofNullable(row.getString("error"))
            .map(CanonicalJson::read)
            .map(WorkflowError::fromJson),
        row.getTimestamp("created_at").toInstant(),
        instant(row, "started_at"),
        instant(row, "ended_at"),
        parent(row));
  }

  private static Optional<ParentLink> parent(ResultSet row) throws SQLException {
    UUID id = row.getObject("parent_id", UUID.class);
    return id == null
        ? Optional.empty()
        : Optional.of(
            new ParentLink(
                new Item(
                    new TenantId(row.getObject("tenant_id", UUID.class)),
                    ItemKind.of(row.getShort("parent_kind"), ""),
                    id),
                Optional.ofNullable(row.getString("parent_call")),
                row.getInt("depth")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
