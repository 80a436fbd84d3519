package dev.fleetprompt.surface.web.inbox;

import dev.fleetprompt.platform.directives.Approvals;
import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.DirectiveTypes;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.Failure;
import dev.fleetprompt.platform.directives.Requester;
import dev.fleetprompt.platform.directives.Summary;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Shapes directives as items of the inbox. */
@Component
final class Items {

  private final Directives directives;
  private final DirectiveTypes types;
  private final Approvals approvals;
  private final Executions executions;

  Items(Directives directives, DirectiveTypes types, Approvals approvals, Executions executions) {
    this.directives = directives;
    this.types = types;
    this.approvals = approvals;
    this.executions = executions;
  }

  /** An item in the list. */
  record Row(
      UUID id,
      String type,
      String state,
      String sentence,
      String askedBy,
      String reason,
      Instant requested,
      @Nullable Instant expires) {}

  /** What the recipient will see. */
  record Preview(String form, String recipient, @Nullable String sender, String body) {}

  /** What a person decided. */
  record Decided(String by, Instant at, String reason, boolean selfConfirmed) {}

  /** Where the request comes from. */
  record Origin(
      String askedBy, @Nullable UUID run, @Nullable String workflow, @Nullable UUID installation) {}

  /**
   * An item by itself.
   *
   * @param undo whether another directive can take it back; null when its type is not known
   * @param failure what is not known, or went wrong
   */
  record Item(
      UUID id,
      String type,
      String state,
      String sentence,
      @Nullable Preview preview,
      JsonNode params,
      String key,
      String reason,
      Origin origin,
      @Nullable Boolean undo,
      String rule,
      @Nullable String approver,
      Instant requested,
      @Nullable Instant notBefore,
      @Nullable Instant expires,
      @Nullable Decided decision,
      @Nullable String failure) {}

  /**
   * What the viewer may do about it.
   *
   * @param ownRequest whether approving it would be confirming their own request
   * @param why why they may not decide
   * @param mayReject also true for one's own request
   */
  record Standing(
      boolean mayApprove,
      boolean mayReject,
      boolean mayWithdraw,
      boolean ownRequest,
      @Nullable String why) {}

  Row row(Directive directive, ActorNames.Known known) {
    return new Row(
        directive.id(),
        directive.type().value(),
        directive.state().text(),
        directives.summary(directive).sentence(),
        askedBy(directive.requester(), known),
        directive.reason(),
        directive.requestedAt(),
        directive.expires().orElse(null));
  }

  Item item(Directive directive, ActorNames.Known known) {
    Summary summary = directives.summary(directive);
    return new Item(
        directive.id(),
        directive.type().value(),
        directive.state().text(),
        summary.sentence(),
        summary.preview().map(Items::preview).orElse(null),
        directive.params(),
        directive.key(),
        directive.reason(),
        origin(directive, known),
        types.find(directive.type()).map(type -> type.undo() == Undo.COMPENSABLE).orElse(null),
        directive.verdict().rule(),
        directive.verdict().approver().map(ApproverRole::text).orElse(null),
        directive.requestedAt(),
        directive.notBefore().orElse(null),
        directive.expires().orElse(null),
        directive
            .decision()
            .map(made ->
                new Decided(known.of(made.by()), made.at(), made.reason(), made.selfConfirmed()))
            .orElse(null),
        directive.failure().map(Failure::message).orElse(null));
  }

  Standing standing(Directive directive, SignedIn who) {
    boolean withdraw = directive.state() == DirectiveState.PROPOSED && isRequestOf(directive, who);
    return switch (approvals.standing(directive, who.person().toString())) {
      case Approvals.Standing.MayDecide may ->
          new Standing(true, true, withdraw, may.ownRequest(), null);
      case Approvals.Standing.MayNot not ->
          new Standing(
              false,
              switch (not.code()) {
                case OWN_REQUEST -> true;
                case NOT_FOUND, NOT_WAITING, EXPIRED, ROLE_MISSING, REASON_MISSING -> false;
              },
              withdraw,
              false,
              not.why());
    };
  }

  static boolean isRequestOf(Directive directive, SignedIn who) {
    return directive.requester().person().filter(who.person().toString()::equals).isPresent();
  }

  private Origin origin(Directive directive, ActorNames.Known known) {
    Optional<UUID> run = directive.requester().run();
    return new Origin(
        askedBy(directive.requester(), known),
        run.orElse(null),
        run.flatMap(id -> executions.find(directive.tenant(), id))
            .map(found -> found.workflow())
            .orElse(null),
        directive.installation().orElse(null));
  }

  private static String askedBy(Requester requester, ActorNames.Known known) {
    if (requester.run().isEmpty()) {
      return known.of(requester.actor());
    }
    return requester
        .person()
        .map(person -> "a run that " + known.person(person) + " started")
        .orElse("a run that started by itself");
  }

  private static Preview preview(Summary.Preview preview) {
    return new Preview(
        preview.form().name().toLowerCase(Locale.ROOT),
        preview.recipient(),
        preview.sender().orElse(null),
        preview.body());
  }
}
