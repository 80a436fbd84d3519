package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads signals from rows. */
final class SignalRows {

  static final String COLUMNS =
      """
      tenant_id, id, source, event_id, type, subject, time, datacontenttype, dataschema, data,
      data_base64, actor_kind, actor_id, correlation_id, causation_id, traceparent, extensions,
      visibility, recorded_at, stub
      """;

  private SignalRows() {}

  static Signal read(ResultSet row, int number) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new Signal(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        id,
        row.getString("source"),
        row.getString("event_id"),
        new SignalType(row.getString("type")),
        Optional.ofNullable(row.getString("subject")),
        instant(row, "time"),
        new StoredPayload(
                row.getString("datacontenttype"),
                row.getString("dataschema"),
                row.getString("data"),
                row.getString("data_base64"))
            .payload(),
        new Actor(ActorKind.of(row.getString("actor_kind")), row.getString("actor_id")),
        Link.parse(row.getString("correlation_id")).orElse(Link.signal(id)),
        Optional.ofNullable(row.getString("causation_id")).flatMap(Link::parse),
        Optional.ofNullable(row.getString("traceparent")),
        extensions(row),
        Visibility.of(row.getString("visibility")),
        instant(row, "recorded_at"),
        row.getBoolean("stub"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Map<String, String> extensions(ResultSet row) throws SQLException {
    String json = row.getString("extensions");
    if (json == null) {
      return Map.of();
    }
    return ExactJson.read(json).properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asString()));
  }
}
