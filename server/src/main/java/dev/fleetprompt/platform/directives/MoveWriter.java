package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Moves directives by compare-and-set, with everything that follows from it. */
@Component
class MoveWriter implements ChangeWriter<MoveDirective> {

  private static final String MOVE =
      """
      update fleet.directive d
         set state = m.state,
             open_attempt = m.opens,
             attempts = greatest(d.attempts, coalesce(m.opens, 0)),
             attempt_limit = d.attempt_limit + m.more_attempts,
             verifications = m.verifications,
             retry_at = m.retry_at,
             result = coalesce(m.result, d.result),
             error_class = m.error_class,
             error_code = m.error_code,
             error_message = m.error_message,
             started_at = coalesce(d.started_at, m.started_at),
             ended_at = m.ended_at,
             decider_kind = coalesce(m.decider_kind, d.decider_kind),
             decider_id = coalesce(m.decider_id, d.decider_id),
             decided_at = coalesce(m.decided_at, d.decided_at),
             decision_reason = coalesce(m.decision_reason, d.decision_reason),
             self_confirmed = coalesce(m.self_confirmed, d.self_confirmed)
        from unnest(
               ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::int[], ?::int[], ?::int[], ?::int[],
               ?::timestamptz[], ?::jsonb[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
               ?::timestamptz[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::bool[])
          as m (tenant_id, id, origins, state, closes, opens, more_attempts, verifications,
                retry_at, result, error_class, error_code, error_message, started_at, ended_at,
                decider_kind, decider_id, decided_at, decision_reason, self_confirmed)
       where d.tenant_id = m.tenant_id and d.id = m.id
         and d.state = any (string_to_array(m.origins, ','))
         and d.open_attempt is not distinct from m.closes
         and (m.decided_at is null or d.expires_at is null or d.expires_at > m.decided_at)
      returning d.tenant_id, d.id, d.type, d.business_key, d.correlation_id, d.run_id, d.attempts,
                case when m.state in ('failed', 'rejected', 'expired', 'denied', 'cancelled')
                     then d.params end
      """;

  private static final String OPEN_ATTEMPTS =
      """
      insert into fleet.attempt (tenant_id, directive_id, number, node, started_at)
      select * from unnest(?::uuid[], ?::uuid[], ?::int[], ?::uuid[], ?::timestamptz[])
      """;

  private static final String CLOSE_ATTEMPTS =
      """
      update fleet.attempt a
         set ended_at = m.ended_at, outcome = m.outcome, error_code = m.error_code,
             error_message = m.error_message, provider_reference = m.reference
        from unnest(
               ?::uuid[], ?::uuid[], ?::int[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
               ?::text[])
          as m (tenant_id, id, number, ended_at, outcome, error_code, error_message, reference)
       where a.tenant_id = m.tenant_id and a.directive_id = m.id and a.number = m.number
      """;

  private final SignalEntry signals;
  private final DirectiveEnds ends;

  MoveWriter(SignalEntry signals, DirectiveEnds ends) {
    this.signals = signals;
    this.ends = ends;
  }

  @Override
  public Class<MoveDirective> changes() {
    return MoveDirective.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<MoveDirective> batch) throws SQLException {
    List<Batch.Entry<MoveDirective>> left = batch.entries();
    while (!left.isEmpty()) {
      List<Batch.Entry<MoveDirective>> round = new ArrayList<>();
      List<Batch.Entry<MoveDirective>> later = new ArrayList<>();
      Set<UUID> seen = new HashSet<>();
      for (Batch.Entry<MoveDirective> entry : left) {
        (seen.add(entry.change().directive()) ? round : later).add(entry);
      }
      write(batch, round);
      left = later;
    }
  }

  private void write(Batch<MoveDirective> batch, List<Batch.Entry<MoveDirective>> round)
      throws SQLException {
    Connection connection = batch.connection();
    List<MoveDirective> moves = round.stream().map(entry -> entry.change()).toList();
    Map<UUID, MovedDirective> moved = move(connection, moves);
    for (Batch.Entry<MoveDirective> entry : round) {
      if (!moved.containsKey(entry.change().directive())) {
        throw new DirectiveMovedOnException(entry.unit(), entry.change().directive());
      }
    }
    openAttempts(connection, moves.stream().filter(move -> move.node() != null).toList());
    closeAttempts(connection, moves.stream().filter(move -> move.end() != null).toList());
    BusinessKeys.release(connection, released(moves, moved));
    Map<UUID, List<Waiters.Waiter>> waiters =
        Waiters.take(connection, moves.stream().filter(move -> move.to().isFinal()).toList());
    for (Batch.Entry<MoveDirective> entry : round) {
      UUID id = entry.change().directive();
      MovedDirective directive = moved.get(id);
      if (directive != null) {
        follow(batch, entry, directive, waiters.getOrDefault(id, List.of()));
      }
    }
  }

  private static List<BusinessKeys.Held> released(
      List<MoveDirective> moves, Map<UUID, MovedDirective> moved) {
    List<BusinessKeys.Held> released = new ArrayList<>();
    for (MoveDirective move : moves) {
      MovedDirective directive = moved.get(move.directive());
      if (move.to().releasesKey() && directive != null) {
        released.add(
            new BusinessKeys.Held(
                move.tenant(), directive.type(), directive.key(), move.directive()));
      }
    }
    return released;
  }

  private void follow(
      Batch<MoveDirective> batch,
      Batch.Entry<MoveDirective> entry,
      MovedDirective directive,
      List<Waiters.Waiter> waiters) {
    MoveDirective move = entry.change();
    JsonNode params = directive.params();
    if (params != null) {
      ends.of(new DirectiveName(directive.type()), params, end(move, directive))
          .forEach(change -> batch.follow(entry.unit(), change));
    }
    if (move.decision() != null) {
      batch.follow(
          entry.unit(),
          signals.fact(move.tenant(), DirectiveFacts.moved(move, "resolved", directive)));
    }
    String word = move.fact();
    if (word != null) {
      batch.follow(
          entry.unit(), signals.fact(move.tenant(), DirectiveFacts.moved(move, word, directive)));
    }
    if (move.to().isFinal()) {
      JsonNode outcome = DirectiveFacts.outcome(move, directive);
      UUID run = directive.run();
      if (run != null) {
        Waiters.Waiter requester = new Waiters.Waiter(run, move.directive());
        batch.follow(entry.unit(), Waiters.told(move.tenant(), requester, outcome));
      }
      waiters.forEach(
          waiter -> batch.follow(entry.unit(), Waiters.told(move.tenant(), waiter, outcome)));
    }
  }

  private static DirectiveEnd end(MoveDirective move, MovedDirective directive) {
    return new DirectiveEnd(
        move.tenant(),
        move.directive(),
        move.to(),
        directive.attempts(),
        Optional.ofNullable(move.failure()),
        Optional.ofNullable(move.reason()),
        move.actor(),
        directive.correlation(),
        move.at());
  }

  private static Map<UUID, MovedDirective> move(Connection connection, List<MoveDirective> moves)
      throws SQLException {
    Map<UUID, MovedDirective> moved = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      Columns.of(statement, moves)
          .uuids(move -> move.tenant().value())
          .uuids(MoveDirective::directive)
          .texts(move ->
              move.origins().stream().map(DirectiveState::text).collect(Collectors.joining(",")))
          .texts(move -> move.to().text())
          .integers(MoveDirective::closes)
          .integers(MoveDirective::opens)
          .integers(MoveDirective::moreAttempts)
          .integers(MoveDirective::verifications)
          .instants(MoveDirective::retryAt)
          .jsons(move -> move.result() == null ? null : ExactJson.write(move.result()))
          .texts(failure(failure -> failure.kind().text()))
          .texts(failure(Failure::code))
          .texts(failure(Failure::message))
          .instants(move -> move.node() == null ? null : move.at())
          .instants(MoveWriter::endedAt)
          .texts(decided(move -> move.actor().kind().text()))
          .texts(decided(move -> move.actor().id()))
          .instants(decided(MoveDirective::at))
          .texts(decided(MoveDirective::reason))
          .booleans(approval(Approval::selfConfirmed));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          UUID id = rows.getObject(2, UUID.class);
          String params = rows.getString(8);
          moved.put(
              id,
              new MovedDirective(
                  rows.getString(3),
                  rows.getString(4),
                  Link.parse(rows.getString(5)).orElse(Link.directive(id)),
                  rows.getObject(6, UUID.class),
                  rows.getInt(7),
                  params == null ? null : ExactJson.read(params)));
        }
      }
    }
    return moved;
  }

  private static @Nullable Instant endedAt(MoveDirective move) {
    return move.to().isFinal() ? move.at() : null;
  }

  private static <T> Function<MoveDirective, @Nullable T> decided(
      Function<MoveDirective, @Nullable T> column) {
    return move -> move.approval() == null ? null : column.apply(move);
  }

  private static Function<MoveDirective, @Nullable Boolean> approval(
      Function<Approval, Boolean> column) {
    return move -> {
      Approval approval = move.approval();
      return approval == null ? null : column.apply(approval);
    };
  }

  private static Function<MoveDirective, @Nullable String> failure(
      Function<Failure, String> column) {
    return move -> {
      Failure failure = move.failure();
      return failure == null ? null : column.apply(failure);
    };
  }

  private static void openAttempts(Connection connection, List<MoveDirective> moves)
      throws SQLException {
    if (moves.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(OPEN_ATTEMPTS)) {
      Columns.of(statement, moves)
          .uuids(move -> move.tenant().value())
          .uuids(MoveDirective::directive)
          .integers(MoveDirective::opens)
          .uuids(MoveDirective::node)
          .instants(MoveDirective::at);
      statement.executeUpdate();
    }
  }

  private static void closeAttempts(Connection connection, List<MoveDirective> moves)
      throws SQLException {
    if (moves.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(CLOSE_ATTEMPTS)) {
      Columns.of(statement, moves)
          .uuids(move -> move.tenant().value())
          .uuids(MoveDirective::directive)
          .integers(MoveDirective::closes)
          .instants(MoveDirective::at)
          .texts(move -> move.end() == null ? null : move.end().text())
          .texts(failure(Failure::code))
          .texts(failure(Failure::message))
          .texts(MoveDirective::providerReference);
      statement.executeUpdate();
    }
  }
}
