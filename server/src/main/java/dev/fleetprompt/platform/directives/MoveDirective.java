package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A legal move of a directive, from where it was seen to stand: if it has moved on since, the unit
 * is refused with {@link DirectiveMovedOnException}. The unit also gets the move's signal, the
 * release of the business key and the news for the run that waits.
 *
 * @param origins the states that it may be in now
 * @param closes the attempt that must be open now; none when it is null
 * @param opens the attempt that is open afterwards; none when it is null
 * @param end how the closed attempt ended; null when none is closed
 * @param fact the last word of the signal's type; null when the move needs none
 * @param decision what a person decided about an outcome in doubt
 * @param approval that a person decided about a proposal, which must not have expired by then
 */
record MoveDirective(
    TenantId tenant,
    UUID directive,
    Set<DirectiveState> origins,
    DirectiveState to,
    @Nullable Integer closes,
    @Nullable Integer opens,
    @Nullable UUID node,
    AttemptRecord.@Nullable Outcome end,
    @Nullable String providerReference,
    @Nullable JsonNode result,
    @Nullable Failure failure,
    @Nullable Instant retryAt,
    int verifications,
    int moreAttempts,
    @Nullable String fact,
    @Nullable Resolution decision,
    @Nullable Approval approval,
    Actor actor,
    @Nullable String reason,
    Instant at)
    implements Change {

  MoveDirective {
    for (DirectiveState origin : origins) {
      if (!origin.mayBecome(to)) {
        throw new IllegalStateException("A directive that is " + origin + " cannot become " + to);
      }
    }
  }

  static MoveDirective start(Directive seen, UUID node, Instant at) {
    return new MoveDraft(seen.tenant(), seen.id(), seen.state(), DirectiveState.RUNNING, at)
        .opens(seen.attempts() + 1, node)
        .fact("started")
        .build();
  }

  static MoveDirective complete(
      Directive seen, int attempt, JsonNode result, Optional<String> reference, Instant at) {
    return new MoveDraft(
            seen.tenant(), seen.id(), DirectiveState.RUNNING, DirectiveState.COMPLETED, at)
        .closes(attempt, AttemptRecord.Outcome.COMPLETED, reference.orElse(null))
        .result(result)
        .fact("completed")
        .build();
  }

  static MoveDirective fail(Directive seen, int attempt, Failure failure, Instant at) {
    return new MoveDraft(
            seen.tenant(), seen.id(), DirectiveState.RUNNING, DirectiveState.FAILED, at)
        .closes(attempt, AttemptRecord.Outcome.of(failure.kind()), null)
        .failure(failure)
        .fact("failed")
        .build();
  }

  static MoveDirective doubt(Directive seen, int attempt, Failure failure, Instant at) {
    return new MoveDraft(
            seen.tenant(), seen.id(), DirectiveState.RUNNING, DirectiveState.IN_DOUBT, at)
        .closes(attempt, AttemptRecord.Outcome.UNKNOWN, null)
        .failure(failure)
        .fact("in_doubt")
        .build();
  }

  static MoveDirective retry(
      Directive seen, int attempt, Failure failure, Instant retryAt, Instant at) {
    return new MoveDraft(
            seen.tenant(), seen.id(), DirectiveState.RUNNING, DirectiveState.RUNNING, at)
        .closes(attempt, AttemptRecord.Outcome.of(failure.kind()), null)
        .failure(failure)
        .retryAt(retryAt)
        .build();
  }

  static MoveDirective verifyLater(
      Directive seen, int attempt, Failure failure, Instant retryAt, Instant at) {
    return new MoveDraft(
            seen.tenant(), seen.id(), DirectiveState.RUNNING, DirectiveState.RUNNING, at)
        .keepsOpen(attempt, seen.verifications() + 1)
        .failure(failure)
        .retryAt(retryAt)
        .build();
  }

  static MoveDirective expire(Directive seen, Instant at) {
    return new MoveDraft(seen.tenant(), seen.id(), seen.state(), DirectiveState.EXPIRED, at)
        .failure(
            new Failure(
                Failure.Kind.FINAL,
                "expired",
                "Its time ran out before it began; request it again if it is still wanted."))
        .fact("expired")
        .build();
  }

  /** A person says yes to a proposal. */
  static MoveDirective approve(
      Directive seen, Actor actor, String note, Approval approval, Instant at) {
    boolean early = seen.notBefore().filter(at::isBefore).isPresent();
    return new MoveDraft(
            seen.tenant(),
            seen.id(),
            DirectiveState.PROPOSED,
            early ? DirectiveState.SCHEDULED : DirectiveState.APPROVED,
            at)
        .by(actor, note)
        .approval(approval)
        .fact("approved")
        .build();
  }

  /** A person says no to a proposal. */
  static MoveDirective reject(
      Directive seen, Actor actor, String reason, Approval approval, Instant at) {
    return new MoveDraft(
            seen.tenant(), seen.id(), DirectiveState.PROPOSED, DirectiveState.REJECTED, at)
        .by(actor, reason)
        .approval(approval)
        .fact("rejected")
        .build();
  }

  static MoveDirective cancel(
      TenantId tenant, UUID directive, Actor actor, String reason, Instant at) {
    return new MoveDraft(
            tenant, directive, DirectiveState.CANCELLED.origins(), DirectiveState.CANCELLED, at)
        .by(actor, reason)
        .fact("cancelled")
        .build();
  }

  static MoveDirective resolve(
      TenantId tenant, UUID directive, Resolution decision, Actor actor, int tries, Instant at) {
    DirectiveState to =
        switch (decision) {
          case HAPPENED -> DirectiveState.COMPLETED;
          case SEND_AGAIN -> DirectiveState.APPROVED;
          case LEAVE -> DirectiveState.FAILED;
        };
    MoveDraft draft =
        new MoveDraft(tenant, directive, DirectiveState.IN_DOUBT, to, at)
            .by(actor, null)
            .decision(decision);
    return switch (decision) {
      case HAPPENED -> draft.fact("completed").build();
      case SEND_AGAIN -> draft.moreAttempts(tries).fact("approved").build();
      case LEAVE ->
          draft
              .failure(
                  new Failure(
                      Failure.Kind.FINAL,
                      "left",
                      "A person decided that it did not happen and is to be left."))
              .fact("failed")
              .build();
    };
  }
}
