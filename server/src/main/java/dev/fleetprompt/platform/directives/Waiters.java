package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs whose request met a directive that exists: told at once of one that has ended or means
 * another effect, and later of one that is still under way. The directive's row is locked while
 * that is found out, so that its end cannot fall in between.
 */
final class Waiters {

  private static final String WAIT =
      """
      insert into fleet.directive_waiter (tenant_id, directive_id, run_id, reference)
      select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[])
      on conflict do nothing
      """;

  private static final String RESULTS =
      """
      select d.id, d.result
        from unnest(?::uuid[], ?::uuid[]) as k (tenant_id, id)
        join fleet.directive d on d.tenant_id = k.tenant_id and d.id = k.id
      """;

  private static final String TAKE =
      """
      delete from fleet.directive_waiter w
       using unnest(?::uuid[], ?::uuid[]) as k (tenant_id, id)
       where w.tenant_id = k.tenant_id and w.directive_id = k.id
      returning w.directive_id, w.run_id, w.reference
      """;

  /** A run that waits for a directive under a reference of its own. */
  record Waiter(UUID run, UUID reference) {}

  private record Wait(RequestDirective request, UUID run, UUID directive) {}

  private Waiters() {}

  /** Answers those requests of runs that made no new directive. */
  static void answer(Batch<RequestDirective> batch) throws SQLException {
    List<Wait> ended = new ArrayList<>();
    List<Wait> underWay = new ArrayList<>();
    Map<RequestDirective, Batch.Entry<RequestDirective>> entries = new HashMap<>();
    for (Batch.Entry<RequestDirective> entry : batch.entries()) {
      RequestDirective request = entry.change();
      UUID run = request.request().requester().run().orElse(null);
      if (run == null) {
        continue;
      }
      entries.put(request, entry);
      switch (request.outcome()) {
        case RequestDirective.Outcome.Created created -> {}
        case RequestDirective.Outcome.Conflict conflict ->
            batch.follow(
                entry.unit(),
                told(request.tenant(), new Waiter(run, request.id()), conflict(conflict)));
        case RequestDirective.Outcome.Existing existing ->
            (existing.state().isFinal() ? ended : underWay)
                .add(new Wait(request, run, existing.directive()));
      }
    }
    wait(batch.connection(), underWay);
    Map<UUID, JsonNode> results = results(batch.connection(), ended);
    for (Wait wait : ended) {
      ObjectNode outcome =
          ExactJson.mapper().createObjectNode().put("state", DirectiveState.COMPLETED.text());
      JsonNode result = results.get(wait.directive());
      if (result != null) {
        outcome.set("result", result);
      }
      batch.follow(
          Objects.requireNonNull(entries.get(wait.request())).unit(),
          told(wait.request().tenant(), new Waiter(wait.run(), wait.request().id()), outcome));
    }
  }

  /** Takes the waiters of directives that have just ended. */
  static Map<UUID, List<Waiter>> take(Connection connection, List<MoveDirective> ends)
      throws SQLException {
    Map<UUID, List<Waiter>> waiters = new HashMap<>();
    if (ends.isEmpty()) {
      return waiters;
    }
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      Columns.of(statement, ends)
          .uuids(move -> move.tenant().value())
          .uuids(MoveDirective::directive);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          waiters
              .computeIfAbsent(
                  Objects.requireNonNull(rows.getObject(1, UUID.class)),
                  directive -> new ArrayList<>())
              .add(new Waiter(rows.getObject(2, UUID.class), rows.getObject(3, UUID.class)));
        }
      }
    }
    return waiters;
  }

  /** Tells a waiter how the directive ended. */
  static QueueChange told(TenantId tenant, Waiter waiter, JsonNode outcome) {
    return new QueueChange.Deliver(
        DirectiveItems.waitingRun(tenant, waiter.run()),
        "directive:" + waiter.reference(),
        outcome);
  }

  private static JsonNode conflict(RequestDirective.Outcome.Conflict conflict) {
    ObjectNode outcome = ExactJson.mapper().createObjectNode().put("state", "conflict");
    outcome
        .putObject("error")
        .put("class", "final")
        .put("code", "key_conflict")
        .put("message", conflict.message());
    return outcome;
  }

  private static void wait(Connection connection, List<Wait> waits) throws SQLException {
    if (waits.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(WAIT)) {
      Columns.of(statement, waits)
          .uuids(wait -> wait.request().tenant().value())
          .uuids(Wait::directive)
          .uuids(Wait::run)
          .uuids(wait -> wait.request().id());
      statement.executeUpdate();
    }
  }

  private static Map<UUID, JsonNode> results(Connection connection, List<Wait> ended)
      throws SQLException {
    Map<UUID, JsonNode> results = new HashMap<>();
    if (ended.isEmpty()) {
      return results;
    }
    try (PreparedStatement statement = connection.prepareStatement(RESULTS)) {
      Columns.of(statement, ended)
          .uuids(wait -> wait.request().tenant().value())
          .uuids(Wait::directive);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String result = rows.getString(2);
          if (result != null) {
            results.put(rows.getObject(1, UUID.class), ExactJson.read(result));
          }
        }
      }
    }
    return results;
  }
}
