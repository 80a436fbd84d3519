package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The end of a directive that took no effect.
 *
 * @param state {@code FAILED}, {@code REJECTED}, {@code EXPIRED}, {@code DENIED} or {@code
 *     CANCELLED}
 * @param attempts how many attempts there were
 * @param failure what failed; there for {@code FAILED} and {@code EXPIRED}
 * @param reason what a person gave as the reason, or the rule by which policy refused
 * @param actor whose doing it is
 * @param correlation what the directive belongs to
 * @param at when; the time of every fact of the same unit of work
 */
public record DirectiveEnd(
    TenantId tenant,
    UUID directive,
    DirectiveState state,
    int attempts,
    Optional<Failure> failure,
    Optional<String> reason,
    Actor actor,
    Link correlation,
    Instant at) {

  /** Stable, for programs: the failure's code, or the name of the state. */
  public String code() {
    return failure.map(Failure::code).orElse(state.text());
  }

  /** What happened and what to do, for people. */
  public String message() {
    return failure.map(Failure::message).orElseGet(this::decision);
  }

  private String decision() {
    String why = reason.filter(text -> !text.isBlank()).map(text -> " (" + text + ")").orElse("");
    return switch (state) {
      case REJECTED ->
          "A person said no" + why + "; ask again once what stands in the way is gone.";
      case DENIED -> "A policy does not allow it" + why + "; an admin can change the policy.";
      case CANCELLED -> "It was cancelled" + why + "; ask again if it is still wanted.";
      case EXPIRED -> "Its time ran out before it began; ask again if it is still wanted.";
      case PROPOSED, SCHEDULED, APPROVED, RUNNING, IN_DOUBT, COMPLETED, FAILED ->
          "It ended as " + state.text() + why + "; ask again if it is still wanted.";
    };
  }
}
