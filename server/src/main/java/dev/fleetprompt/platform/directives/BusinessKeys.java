package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Claims the business keys of requests: each belongs to one directive at a time. */
final class BusinessKeys {

  private static final int ROUNDS = 5;

  private static final String CLAIM =
      """
      insert into fleet.directive_key (tenant_id, type, key, directive_id, params_hash)
      select tenant_id, type, key, directive_id, decode(params_hash, 'hex')
      from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::text[])
        as r (tenant_id, type, key, directive_id, params_hash)
      on conflict (tenant_id, type, key) do nothing
      returning directive_id
      """;

  private static final String HOLDERS =
      """
      select k.tenant_id, k.type, k.key, k.directive_id, k.params_hash, d.state, d.params
      from unnest(?::uuid[], ?::text[], ?::text[]) as r (tenant_id, type, key)
      join fleet.directive_key k
        on k.tenant_id = r.tenant_id and k.type = r.type and k.key = r.key
      join fleet.directive d on d.tenant_id = k.tenant_id and d.id = k.directive_id
       for share of d
      """;

  private static final String RELEASE =
      """
      delete from fleet.directive_key k
       using unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[]) as m (tenant_id, type, key, id)
       where k.tenant_id = m.tenant_id and k.type = m.type and k.key = m.key
         and k.directive_id = m.id
      """;

  /** A key in the hands of a directive. */
  record Held(TenantId tenant, String type, String key, UUID directive) {}

  /** In the order in which the claims are made, so that two transactions do not deadlock. */
  private record Key(UUID tenant, String type, String key) implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::tenant).thenComparing(Key::type).thenComparing(Key::key);

    static Key of(RequestDirective request) {
      return new Key(
          request.tenant().value(), request.request().type().value(), request.request().key());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private record Holder(UUID directive, byte[] paramsHash, DirectiveState state, JsonNode params) {

    static Holder of(RequestDirective request) {
      return new Holder(request.id(), request.paramsHash(), request.firstState(), request.params());
    }
  }

  private BusinessKeys() {}

  static Map<RequestDirective, RequestDirective.Outcome> claim(
      Connection connection, List<RequestDirective> requests) throws SQLException {
    Map<RequestDirective, RequestDirective.Outcome> outcomes = new LinkedHashMap<>();
    Map<Key, Holder> holders = new HashMap<>();
    Map<Key, RequestDirective> open = new TreeMap<>();
    requests.forEach(request -> open.putIfAbsent(Key.of(request), request));
    for (int round = 0; !open.isEmpty(); round++) {
      if (round == ROUNDS) {
        throw new SQLException("A business key changes hands too fast", "40001");
      }
      Set<UUID> claimed = insert(connection, List.copyOf(open.values()));
      open.values().stream()
          .filter(request -> claimed.contains(request.id()))
          .forEach(request -> take(request, holders, outcomes));
      open.values().removeIf(request -> claimed.contains(request.id()));
      if (!open.isEmpty()) {
        holders.putAll(find(connection, List.copyOf(open.values())));
        open.keySet().removeAll(holders.keySet());
      }
    }
    for (RequestDirective request : requests) {
      outcomes.computeIfAbsent(
          request, known -> compare(known, Objects.requireNonNull(holders.get(Key.of(known)))));
    }
    return outcomes;
  }

  /** Lets others use the keys of directives that ended without their effect. */
  static void release(Connection connection, List<Held> held) throws SQLException {
    if (held.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
      Columns.of(statement, held)
          .uuids(key -> key.tenant().value())
          .texts(Held::type)
          .texts(Held::key)
          .uuids(Held::directive);
      statement.executeUpdate();
    }
  }

  private static void take(
      RequestDirective request,
      Map<Key, Holder> holders,
      Map<RequestDirective, RequestDirective.Outcome> outcomes) {
    DirectiveState state = request.firstState();
    outcomes.put(request, new RequestDirective.Outcome.Created(request.id(), state));
    holders.put(Key.of(request), Holder.of(request));
  }

  private static RequestDirective.Outcome compare(RequestDirective request, Holder holder) {
    if (Arrays.equals(request.paramsHash(), holder.paramsHash())) {
      return new RequestDirective.Outcome.Existing(holder.directive(), holder.state());
    }
    List<String> differing = new ArrayList<>();
    for (String field : request.keyFields()) {
      if (!text(request.params(), field).equals(text(holder.params(), field))) {
        differing.add(field);
      }
    }
    return new RequestDirective.Outcome.Conflict(
        holder.directive(), differing.isEmpty() ? request.keyFields() : differing);
  }

  private static String text(JsonNode params, String field) {
    return params.optional(field).map(ExactJson::canonical).orElse("");
  }

  private static Set<UUID> insert(Connection connection, List<RequestDirective> requests)
      throws SQLException {
    Set<UUID> claimed = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      Columns.of(statement, requests)
          .uuids(request -> request.tenant().value())
          .texts(request -> request.request().type().value())
          .texts(request -> request.request().key())
          .uuids(RequestDirective::id)
          .texts(request -> HexFormat.of().formatHex(request.paramsHash()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          claimed.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return claimed;
  }

  private static Map<Key, Holder> find(Connection connection, List<RequestDirective> requests)
      throws SQLException {
    Map<Key, Holder> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(HOLDERS)) {
      Columns.of(statement, requests)
          .uuids(request -> request.tenant().value())
          .texts(request -> request.request().type().value())
          .texts(request -> request.request().key());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(
              new Key(rows.getObject(1, UUID.class), rows.getString(2), rows.getString(3)),
              new Holder(
                  rows.getObject(4, UUID.class),
                  rows.getBytes(5),
                  DirectiveState.of(rows.getString(6)),
                  ExactJson.read(rows.getString(7))));
        }
      }
    }
    return found;
  }
}
