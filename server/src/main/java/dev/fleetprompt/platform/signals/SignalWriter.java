package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.schemas.ExactJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes signals, and queues those that somebody subscribed to. */
@Component
class SignalWriter implements ChangeWriter<AppendSignal> {

  private static final String INSERT =
      """
      insert into fleet.signal (
        tenant_id, id, source, event_id, type, subject, time,
        datacontenttype, dataschema, data, data_base64,
        actor_kind, actor_id, correlation_id, causation_id, traceparent, extensions,
        visibility, outside, recorded_at)
      select * from unnest(
        ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
        ?::text[], ?::text[], ?::jsonb[], ?::text[],
        ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[],
        ?::text[], ?::boolean[], ?::timestamptz[])
      """;

  // Reads after the insert, so this transaction has an id by then and whoever subscribes meanwhile
  // waits for it to end: see Subscriptions.settle.
  private static final String SUBSCRIBED =
      """
      select distinct s.tenant_id, s.type
      from unnest(?::uuid[], ?::text[]) as k (tenant_id, type)
      join fleet.subscription s on s.tenant_id = k.tenant_id and s.type = k.type
      """;

  private record TypeOfTenant(UUID tenant, String type) {}

  @Override
  public Class<AppendSignal> changes() {
    return AppendSignal.class;
  }

  @Override
  public Stage stage() {
    return Stage.FACTS;
  }

  @Override
  public void write(Batch<AppendSignal> batch) throws SQLException {
    Map<UUID, UUID> existing = Identities.claim(batch);
    List<Batch.Entry<AppendSignal>> fresh = new ArrayList<>();
    for (Batch.Entry<AppendSignal> entry : batch.entries()) {
      AppendSignal append = entry.change();
      UUID id = append.signal().id();
      UUID known = existing.get(id);
      if (known == null) {
        append.decide(new AppendSignal.Outcome.Created(id));
        fresh.add(entry);
      } else {
        append.decide(new AppendSignal.Outcome.Existing(known));
      }
    }
    if (!fresh.isEmpty()) {
      insert(batch.connection(), fresh.stream().map(entry -> entry.change()).toList());
      queueSubscribed(batch, fresh);
    }
  }

  private static void insert(Connection connection, List<AppendSignal> appends)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      Columns.of(statement, appends)
          .uuids(row -> row.signal().tenant().value())
          .uuids(row -> row.signal().id())
          .texts(row -> row.signal().source())
          .texts(row -> row.signal().eventId())
          .texts(row -> row.signal().type().value())
          .optionalTexts(row -> row.signal().subject())
          .instants(row -> row.signal().time())
          .texts(row -> StoredPayload.of(row.signal()).contentType())
          .texts(row -> StoredPayload.of(row.signal()).schema())
          .jsons(row -> StoredPayload.of(row.signal()).json())
          .texts(row -> StoredPayload.of(row.signal()).base64())
          .texts(row -> row.signal().actor().kind().text())
          .texts(row -> row.signal().actor().id())
          .texts(row -> row.signal().correlation().toString())
          .optionalTexts(row -> row.signal().causation().map(Link::toString))
          .optionalTexts(row -> row.signal().traceparent())
          .jsons(row -> extensions(row.signal()))
          .texts(row -> row.signal().visibility().text())
          .booleans(AppendSignal::outside)
          .instants(row -> row.signal().recordedAt());
      statement.executeUpdate();
    }
  }

  private static void queueSubscribed(
      Batch<AppendSignal> batch, List<Batch.Entry<AppendSignal>> fresh) throws SQLException {
    Set<TypeOfTenant> subscribed = subscribed(batch.connection(), fresh);
    for (Batch.Entry<AppendSignal> entry : fresh) {
      Signal signal = entry.change().signal();
      if (subscribed.contains(new TypeOfTenant(signal.tenant().value(), signal.type().value()))) {
        batch.follow(entry.unit(), new QueueChange.Wake(SignalItems.of(signal)));
      }
    }
  }

  private static Set<TypeOfTenant> subscribed(
      Connection connection, List<Batch.Entry<AppendSignal>> fresh) throws SQLException {
    List<TypeOfTenant> asked =
        fresh.stream()
            .map(entry -> entry.change().signal())
            .map(signal -> new TypeOfTenant(signal.tenant().value(), signal.type().value()))
            .distinct()
            .toList();
    Set<TypeOfTenant> found = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(SUBSCRIBED)) {
      Columns.of(statement, asked).uuids(TypeOfTenant::tenant).texts(TypeOfTenant::type);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new TypeOfTenant(rows.getObject(1, UUID.class), rows.getString(2)));
        }
      }
    }
    return found;
  }

  private static @org.jspecify.annotations.Nullable String extensions(Signal signal) {
    return signal.extensions().isEmpty()
        ? null
        : ExactJson.write(ExactJson.node(signal.extensions()));
  }
}
