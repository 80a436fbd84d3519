package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A move under construction. */
final class MoveDraft {
  private final TenantId tenant;
  private final UUID directive;
  private final Set<DirectiveState> origins;
  private final DirectiveState to;
  private final Instant at;
  private @Nullable Integer closes;
  private @Nullable Integer opens;
  private @Nullable UUID node;
  private AttemptRecord.@Nullable Outcome end;
  private @Nullable String reference;
  private @Nullable JsonNode result;
  private @Nullable Failure failure;
  private @Nullable Instant retryAt;
  private int verifications;
  private int moreAttempts;
  private @Nullable String fact;
  private @Nullable Resolution decision;
  private @Nullable Approval approval;
  private Actor actor = Actor.PLATFORM;
  private @Nullable String reason;

  MoveDraft(TenantId tenant, UUID directive, DirectiveState origin, DirectiveState to, Instant at) {
    this(tenant, directive, Set.of(origin), to, at);
  }

  MoveDraft(
      TenantId tenant, UUID directive, Set<DirectiveState> origins, DirectiveState to, Instant at) {
    this.tenant = tenant;
    this.directive = directive;
    this.origins = origins;
    this.to = to;
    this.at = at;
  }

  MoveDraft opens(int attempt, UUID onNode) {
    opens = attempt;
    node = onNode;
    return this;
  }

  MoveDraft closes(int attempt, AttemptRecord.Outcome outcome, @Nullable String providerReference) {
    closes = attempt;
    end = outcome;
    reference = providerReference;
    return this;
  }

  MoveDraft keepsOpen(int attempt, int asked) {
    closes = attempt;
    opens = attempt;
    verifications = asked;
    return this;
  }

  MoveDraft result(JsonNode of) {
    result = of;
    return this;
  }

  MoveDraft failure(Failure of) {
    failure = of;
    return this;
  }

  MoveDraft retryAt(Instant when) {
    retryAt = when;
    return this;
  }

  MoveDraft moreAttempts(int more) {
    moreAttempts = more;
    return this;
  }

  MoveDraft fact(String word) {
    fact = word;
    return this;
  }

  MoveDraft decision(Resolution of) {
    decision = of;
    return this;
  }

  MoveDraft approval(Approval of) {
    approval = of;
    return this;
  }

  MoveDraft by(Actor who, @Nullable String why) {
    actor = who;
    reason = why;
    return this;
  }

  MoveDirective build() {
    return new MoveDirective(
        tenant,
        directive,
        origins,
        to,
        closes,
        opens,
        node,
        end,
        reference,
        result,
        failure,
        retryAt,
        verifications,
        moreAttempts,
        fact,
        decision,
        approval,
        actor,
        reason,
        at);
  }
}
