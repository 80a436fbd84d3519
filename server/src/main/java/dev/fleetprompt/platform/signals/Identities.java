package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Claims the identities of events from outside: source and id, once per tenant. */
final class Identities {

  private static final String CLAIM =
      """
      insert into fleet.signal_identity (tenant_id, source, event_id, signal_id, recorded_at)
      select * from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::timestamptz[])
      on conflict (tenant_id, source, event_id) do nothing
      returning signal_id
      """;

  private static final String FIND =
      """
      select i.tenant_id, i.source, i.event_id, i.signal_id
      from unnest(?::uuid[], ?::text[], ?::text[]) as k (tenant_id, source, event_id)
      join fleet.signal_identity i
        on i.tenant_id = k.tenant_id and i.source = k.source and i.event_id = k.event_id
      """;

  /** In the order in which the claims are made, so that two transactions do not deadlock. */
  private record Identity(UUID tenant, String source, String event)
      implements Comparable<Identity> {

    private static final Comparator<Identity> ORDER =
        Comparator.comparing(Identity::tenant)
            .thenComparing(Identity::source)
            .thenComparing(Identity::event);

    static Identity of(Signal signal) {
      return new Identity(signal.tenant().value(), signal.source(), signal.eventId());
    }

    @Override
    public int compareTo(Identity other) {
      return ORDER.compare(this, other);
    }
  }

  /** The same event twice in one batch. */
  private record Repetition(UUID signal, UUID first) {}

  private Identities() {}

  /** The signals of the batch that exist already, with the ids under which they are recorded. */
  static Map<UUID, UUID> claim(Batch<AppendSignal> batch) throws SQLException {
    Map<Identity, Signal> firsts = new TreeMap<>();
    List<Repetition> repeated = new ArrayList<>();
    for (Batch.Entry<AppendSignal> entry : batch.entries()) {
      Signal signal = entry.change().signal();
      if (entry.change().outside()) {
        Signal first = firsts.putIfAbsent(Identity.of(signal), signal);
        if (first != null) {
          repeated.add(new Repetition(signal.id(), first.id()));
        }
      }
    }
    if (firsts.isEmpty()) {
      return Map.of();
    }
    Set<UUID> claimed = insert(batch.connection(), List.copyOf(firsts.values()));
    List<Signal> known =
        firsts.values().stream().filter(signal -> !claimed.contains(signal.id())).toList();
    Map<Identity, UUID> recorded = known.isEmpty() ? Map.of() : find(batch.connection(), known);
    Map<UUID, UUID> existing = new HashMap<>();
    for (Signal signal : known) {
      UUID id = recorded.get(Identity.of(signal));
      if (id == null) {
        throw new SQLTransientException(
            "The identity of an event went while it was looked up", "40001");
      }
      existing.put(signal.id(), id);
    }
    for (Repetition repetition : repeated) {
      UUID first = repetition.first();
      existing.put(repetition.signal(), existing.getOrDefault(first, first));
    }
    return existing;
  }

  private static Set<UUID> insert(Connection connection, List<Signal> signals) throws SQLException {
    Set<UUID> claimed = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      Columns.of(statement, signals)
          .uuids(signal -> signal.tenant().value())
          .texts(Signal::source)
          .texts(Signal::eventId)
          .uuids(Signal::id)
          .instants(Signal::recordedAt);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          claimed.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return claimed;
  }

  private static Map<Identity, UUID> find(Connection connection, List<Signal> signals)
      throws SQLException {
    Map<Identity, UUID> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      Columns.of(statement, signals)
          .uuids(signal -> signal.tenant().value())
          .texts(Signal::source)
          .texts(Signal::eventId);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(
              new Identity(rows.getObject(1, UUID.class), rows.getString(2), rows.getString(3)),
              rows.getObject(4, UUID.class));
        }
      }
    }
    return found;
  }
}
