package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.directives.ApprovalRefusedException.Code;
import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.CleanText;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Takes people's decisions about proposals. Of all decisions about one proposal and the end of its
 * time, exactly one counts. Nobody approves what they requested, unless nobody else may decide;
 * then their yes is recorded as self-confirmed.
 */
@Component
public class Approvals {

  private static final int LONGEST_REASON = 1_000;

  private final Directives directives;
  private final Approvers approvers;
  private final Commits commits;
  private final CleanText clean;
  private final Clock clock;

  Approvals(
      Directives directives, Approvers approvers, Commits commits, CleanText clean, Clock clock) {
    this.directives = directives;
    this.approvers = approvers;
    this.commits = commits;
    this.clean = clean;
    this.clock = clock;
  }

  /** Whether a person may decide about a proposal now. */
  public sealed interface Standing {

    /**
     * They may.
     *
     * @param ownRequest whether they would confirm their own request, since nobody else may decide
     */
    record MayDecide(boolean ownRequest) implements Standing {}

    /** They may not, and why. */
    record MayNot(Code code, String why) implements Standing {}
  }

  /** Whether a person may decide about a directive now. */
  public Standing standing(Directive directive, String person) {
    if (directive.state() != DirectiveState.PROPOSED) {
      return new Standing.MayNot(
          Code.NOT_WAITING, "This no longer waits for a decision: it is " + word(directive) + ".");
    }
    if (hasExpired(directive, clock.instant())) {
      return new Standing.MayNot(
          Code.EXPIRED,
          "Its time ran out before anybody decided. Request it again if it is wanted.");
    }
    ApproverRole role = directive.verdict().approver().orElse(ApproverRole.ADMIN);
    if (!approvers.holds(directive.tenant(), person, role)) {
      return new Standing.MayNot(
          Code.ROLE_MISSING,
          "Only a member with the role %s or above decides this.".formatted(role.text()));
    }
    boolean own = directive.requester().person().filter(person::equals).isPresent();
    if (own && approvers.othersHold(directive.tenant(), person, role)) {
      return new Standing.MayNot(
          Code.OWN_REQUEST,
          "You asked for this, so somebody else with the role %s or above decides."
              .formatted(role.text()));
    }
    return new Standing.MayDecide(own);
  }

  /**
   * Lets a proposal run; now, or at its start time.
   *
   * @param note why, at most 1,000 characters; may be empty
   * @return the directive as it stands then
   * @throws ApprovalRefusedException when the person may not decide, or not any more
   */
  public Directive approve(TenantId tenant, UUID directive, String person, String note) {
    Directive seen = waiting(tenant, directive);
    Standing standing = standing(seen, person);
    Approval approval =
        switch (standing) {
          case Standing.MayDecide may -> new Approval(may.ownRequest());
          case Standing.MayNot not -> throw new ApprovalRefusedException(not.code(), not.why());
        };
    return decide(
        seen,
        MoveDirective.approve(
            seen,
            Actor.human(person),
            clean.of(note.strip(), LONGEST_REASON),
            approval,
            clock.instant()));
  }

  /**
   * Ends a proposal without its effect. Who requested it may do so too, if their role lets them
   * decide at all.
   *
   * @param reason why, 1 to 1,000 characters
   * @return the directive as it stands then
   * @throws ApprovalRefusedException when the person may not decide, or not any more
   */
  public Directive reject(TenantId tenant, UUID directive, String person, String reason) {
    if (reason.isBlank()) {
      throw new ApprovalRefusedException(
          Code.REASON_MISSING, "Say why: whoever asked will read it, and so will the run.");
    }
    Directive seen = waiting(tenant, directive);
    if (standing(seen, person) instanceof Standing.MayNot not && not.code() != Code.OWN_REQUEST) {
      throw new ApprovalRefusedException(not.code(), not.why());
    }
    MoveDirective move =
        MoveDirective.reject(
            seen,
            Actor.human(person),
            clean.of(reason.strip(), LONGEST_REASON),
            new Approval(false),
            clock.instant());
    return decide(seen, move);
  }

  private Directive waiting(TenantId tenant, UUID directive) {
    return directives
        .find(tenant, directive)
        .orElseThrow(() ->
            new ApprovalRefusedException(
                Code.NOT_FOUND, "There is no such proposal; look at the inbox again."));
  }

  private Directive decide(Directive seen, MoveDirective move) {
    try {
      commits.commit(
          new UnitOfWork(seen.tenant())
              .add(move)
              .add(new QueueChange.Wake(DirectiveItems.of(seen.tenant(), seen.id()))));
    } catch (DirectiveMovedOnException e) {
      Directive now = waiting(seen.tenant(), seen.id());
      throw new ApprovalRefusedException(
          now.state() == DirectiveState.EXPIRED || hasExpired(now, clock.instant())
              ? Code.EXPIRED
              : Code.NOT_WAITING,
          "Your decision came too late: it is " + word(now) + " already.");
    }
    return waiting(seen.tenant(), seen.id());
  }

  private static boolean hasExpired(Directive directive, Instant now) {
    return directive.expires().filter(end -> !now.isBefore(end)).isPresent();
  }

  private static String word(Directive directive) {
    return directive.state().text().replace('_', ' ');
  }
}
