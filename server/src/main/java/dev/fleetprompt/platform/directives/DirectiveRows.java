package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.platform.policies.Ruling;
import dev.fleetprompt.platform.policies.Verdict;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.ActorKind;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Reads directives and attempts from rows. */
final class DirectiveRows {

  static final String COLUMNS =
      """
      tenant_id, id, type, state, business_key, params, reason, requester_kind, requester_id, run_id,
      correlation_id, causation_id, ruling, ruled_by, not_before, expires_at, requested_at,
      started_at, ended_at, attempts, attempt_limit, open_attempt, verifications, retry_at, result,
      error_class, error_code, error_message, installation_id, starter_kind, starter_id,
      policy_version, approver, decider_kind, decider_id, decided_at, decision_reason, self_confirmed
      """;

  static final String ATTEMPT_COLUMNS =
      """
      number, node, started_at, ended_at, outcome, error_code, error_message, provider_reference
      """;

  private DirectiveRows() {}

  static Directive read(ResultSet row, int number) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    int open = row.getInt("open_attempt");
    OptionalInt openAttempt = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(open);
    return new Directive(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        id,
        new DirectiveName(row.getString("type")),
        DirectiveState.of(row.getString("state")),
        row.getString("business_key"),
        ExactJson.read(row.getString("params")),
        row.getString("reason"),
        new Requester(
            actor(row, "requester").orElseThrow(),
            Optional.ofNullable(row.getObject("run_id", UUID.class)),
            actor(row, "starter")),
        Link.parse(row.getString("correlation_id")).orElse(Link.directive(id)),
        Optional.ofNullable(row.getString("causation_id")).flatMap(Link::parse),
        new Verdict(
            Ruling.valueOf(row.getString("ruling").toUpperCase(java.util.Locale.ROOT)),
            row.getString("ruled_by"),
            Optional.ofNullable(row.getString("approver")).map(ApproverRole::of),
            row.getInt("policy_version")),
        instant(row, "not_before"),
        instant(row, "expires_at"),
        instant(row, "requested_at").orElseThrow(),
        instant(row, "started_at"),
        instant(row, "ended_at"),
        row.getInt("attempts"),
        row.getInt("attempt_limit"),
        openAttempt,
        row.getInt("verifications"),
        instant(row, "retry_at"),
        Optional.ofNullable(row.getString("result")).map(ExactJson::read),
        failure(row),
        Optional.ofNullable(row.getObject("installation_id", UUID.class)),
        decision(row));
  }

  private static Optional<Actor> actor(ResultSet row, String role) throws SQLException {
    String kind = row.getString(role + "_kind");
    return kind == null
        ? Optional.empty()
        : Optional.of(
            new Actor(
                ActorKind.valueOf(kind.toUpperCase(java.util.Locale.ROOT)),
                row.getString(role + "_id")));
  }

  private static Optional<Decision> decision(ResultSet row) throws SQLException {
    Optional<Actor> decider = actor(row, "decider");
    return decider.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Decision(
                decider.get(),
                instant(row, "decided_at").orElseThrow(),
                Optional.ofNullable(row.getString("decision_reason")).orElse(""),
                row.getBoolean("self_confirmed")));
  }

  static AttemptRecord readAttempt(ResultSet row, int number) throws SQLException {
    return new AttemptRecord(
        row.getInt("number"),
        row.getObject("node", UUID.class),
        instant(row, "started_at").orElseThrow(),
        instant(row, "ended_at"),
        Optional.ofNullable(row.getString("outcome")).map(AttemptRecord.Outcome::of),
        Optional.ofNullable(row.getString("error_code")),
        Optional.ofNullable(row.getString("error_message")),
        Optional.ofNullable(row.getString("provider_reference")));
  }

  private static Optional<Failure> failure(ResultSet row) throws SQLException {
    String kind = row.getString("error_class");
    return kind == null
        ? Optional.empty()
        : Optional.of(
            new Failure(
                Failure.Kind.of(kind),
                row.getString("error_code"),
                row.getString("error_message")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
