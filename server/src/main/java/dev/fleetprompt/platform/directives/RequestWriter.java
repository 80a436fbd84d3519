package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes new directives, with everything that follows from a request and its verdict. */
@Component
class RequestWriter implements ChangeWriter<RequestDirective> {

  static final String START_TIMER = "start";
  static final String EXPIRY_TIMER = "expiry";
  static final int ATTEMPTS = 10;

  private static final String INSERT =
      """
      insert into fleet.directive (
        tenant_id, id, type, state, business_key, params, params_hash, reason,
        requester_kind, requester_id, run_id, correlation_id, causation_id, ruling, ruled_by,
        not_before, expires_at, requested_at, ended_at, attempt_limit, installation_id,
        starter_kind, starter_id, policy_version, approver)
      select tenant_id, id, type, state, business_key, params, decode(params_hash, 'hex'), reason,
             requester_kind, requester_id, run_id, correlation_id, causation_id, ruling, ruled_by,
             not_before, expires_at, requested_at, ended_at, attempt_limit, installation_id,
             starter_kind, starter_id, policy_version, approver
      from unnest(
        ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::text[], ?::text[],
        ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::int[],
        ?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[])
        as r (tenant_id, id, type, state, business_key, params, params_hash, reason,
              requester_kind, requester_id, run_id, correlation_id, causation_id, ruling, ruled_by,
              not_before, expires_at, requested_at, ended_at, attempt_limit, installation_id,
              starter_kind, starter_id, policy_version, approver)
      """;

  private final SignalEntry signals;
  private final DirectiveEnds ends;

  RequestWriter(SignalEntry signals, DirectiveEnds ends) {
    this.signals = signals;
    this.ends = ends;
  }

  @Override
  public Class<RequestDirective> changes() {
    return RequestDirective.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<RequestDirective> batch) throws SQLException {
    Set<UUID> created = new HashSet<>();
    List<RequestDirective> requests =
        batch.entries().stream().map(entry -> entry.change()).toList();
    BusinessKeys.claim(batch.connection(), requests)
        .forEach((request, outcome) -> {
          request.decide(outcome);
          if (outcome instanceof RequestDirective.Outcome.Created) {
            created.add(request.id());
          }
        });
    List<Batch.Entry<RequestDirective>> fresh = new ArrayList<>();
    for (Batch.Entry<RequestDirective> entry : batch.entries()) {
      if (created.contains(entry.change().id())) {
        fresh.add(entry);
      }
    }
    if (!fresh.isEmpty()) {
      insert(batch.connection(), fresh.stream().map(entry -> entry.change()).toList());
      BusinessKeys.release(
          batch.connection(),
          fresh.stream()
              .map(entry -> entry.change())
              .filter(request -> request.firstState().releasesKey())
              .map(RequestWriter::held)
              .toList());
      fresh.forEach(entry -> follow(batch, entry));
    }
    Waiters.answer(batch);
  }

  private static BusinessKeys.Held held(RequestDirective request) {
    return new BusinessKeys.Held(
        request.tenant(), request.request().type().value(), request.request().key(), request.id());
  }

  private void follow(Batch<RequestDirective> batch, Batch.Entry<RequestDirective> entry) {
    RequestDirective requested = entry.change();
    DirectiveRequest request = requested.request();
    Link correlation = correlation(requested);
    for (Function<UUID, Fact> announcement : request.announcements()) {
      batch.follow(
          entry.unit(),
          signals.fact(requested.tenant(), announcement.apply(requested.id()).at(requested.at())));
    }
    batch.follow(
        entry.unit(),
        signals.fact(requested.tenant(), DirectiveFacts.requested(requested, correlation)));
    Item item = DirectiveItems.of(requested.tenant(), requested.id());
    switch (requested.firstState()) {
      case APPROVED -> {
        judged(batch, entry, "approved", correlation);
        batch.follow(entry.unit(), new QueueChange.Wake(item));
      }
      case SCHEDULED -> {
        judged(batch, entry, "approved", correlation);
        request
            .notBefore()
            .ifPresent(start ->
                batch.follow(entry.unit(), new QueueChange.SetTimer(item, START_TIMER, start)));
      }
      case DENIED -> {
        ends.of(request.type(), requested.params(), denied(requested, correlation))
            .forEach(change -> batch.follow(entry.unit(), change));
        judged(batch, entry, "denied", correlation);
      }
      case PROPOSED ->
          requested
              .expires()
              .ifPresent(end ->
                  batch.follow(entry.unit(), new QueueChange.SetTimer(item, EXPIRY_TIMER, end)));
      case RUNNING, COMPLETED, FAILED, IN_DOUBT, REJECTED, EXPIRED, CANCELLED ->
          throw new IllegalStateException("No directive begins as " + requested.firstState());
    }
  }

  private void judged(
      Batch<RequestDirective> batch,
      Batch.Entry<RequestDirective> entry,
      String word,
      Link correlation) {
    RequestDirective requested = entry.change();
    batch.follow(
        entry.unit(),
        signals.fact(requested.tenant(), DirectiveFacts.judged(requested, word, correlation)));
  }

  private static DirectiveEnd denied(RequestDirective requested, Link correlation) {
    return new DirectiveEnd(
        requested.tenant(),
        requested.id(),
        DirectiveState.DENIED,
        0,
        Optional.empty(),
        Optional.of(requested.verdict().rule()),
        Actor.system("policy"),
        correlation,
        requested.at());
  }

  private static Link correlation(RequestDirective requested) {
    return requested.request().correlation().orElse(Link.directive(requested.id()));
  }

  private static void insert(Connection connection, List<RequestDirective> requests)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      Columns.of(statement, requests)
          .uuids(row -> row.tenant().value())
          .uuids(RequestDirective::id)
          .texts(row -> row.request().type().value())
          .texts(row -> row.firstState().text())
          .texts(row -> row.request().key())
          .jsons(row -> ExactJson.write(row.params()))
          .texts(row -> java.util.HexFormat.of().formatHex(row.paramsHash()))
          .texts(row -> row.request().reason())
          .texts(row -> row.request().requester().actor().kind().text())
          .texts(row -> row.request().requester().actor().id())
          .uuids(row -> row.request().requester().run().orElse(null))
          .texts(row -> correlation(row).toString())
          .optionalTexts(row -> row.request().causation().map(Link::toString))
          .texts(row -> row.verdict().ruling().name().toLowerCase(Locale.ROOT))
          .texts(row -> row.verdict().rule())
          .instants(row -> row.request().notBefore().orElse(null))
          .instants(row -> row.expires().orElse(null))
          .instants(RequestDirective::at)
          .instants(RequestWriter::endedAt)
          .integers(row -> ATTEMPTS)
          .uuids(row -> row.request().installation().orElse(null))
          .optionalTexts(row -> row.request().requester().starter().map(who -> who.kind().text()))
          .optionalTexts(row -> row.request().requester().starter().map(Actor::id))
          .integers(row -> row.verdict().policyVersion())
          .optionalTexts(row -> row.verdict().approver().map(ApproverRole::text));
      statement.executeUpdate();
    }
  }

  private static @Nullable Instant endedAt(RequestDirective requested) {
    return requested.firstState().isFinal() ? requested.at() : null;
  }
}
