package dev.fleetprompt.surface.web.inbox;

import dev.fleetprompt.platform.directives.ApprovalRefusedException;
import dev.fleetprompt.platform.directives.Approvals;
import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveMovedOnException;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.Inbox;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.policies.Policies;
import dev.fleetprompt.platform.policies.Ruling;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.surface.web.inertia.Flash;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.InvalidInput;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.Rows;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The inbox: one item after the other, until it is empty. */
@Controller
final class InboxController {

  private static final int LONGEST_REASON = 1_000;

  private final Inbox inbox;
  private final Directives directives;
  private final Approvals approvals;
  private final Policies policies;
  private final ActorNames names;
  private final Items items;

  InboxController(
      Inbox inbox,
      Directives directives,
      Approvals approvals,
      Policies policies,
      ActorNames names,
      Items items) {
    this.inbox = inbox;
    this.directives = directives;
    this.approvals = approvals;
    this.policies = policies;
    this.names = names;
    this.items = items;
  }

  /**
   * The list.
   *
   * @param oldest since when the oldest item waits
   * @param asks whether any rule asks, so that something can come here at all
   */
  record ListPage(Rows<Items.Row> items, @Nullable Instant oldest, boolean asks) {}

  /**
   * One item.
   *
   * @param next the item that comes up after this one
   * @param waiting how many items wait, this one included if it does
   */
  record ItemPage(Items.Item item, Items.Standing standing, @Nullable UUID next, int waiting) {}

  @GetMapping("/inbox")
  Page list(SignedIn who, @RequestParam(defaultValue = "") String after) {
    Inbox.Waiting waiting = inbox.waiting(who.tenant());
    List<Directive> found = inbox.page(who.tenant(), id(after), Rows.PER_PAGE + 1);
    ActorNames.Known known = names.of(who);
    boolean asks =
        !found.isEmpty()
            || policies.current(who.tenant()).rules().stream()
                .anyMatch(rule -> rule.then() == Ruling.ASK);
    return Page.of(
        "Inbox/Index",
        new ListPage(
            Rows.of(found, Rows.PER_PAGE, last -> last.id().toString())
                .counted(waiting.items(), waiting.items() < Inbox.MOST_COUNTED)
                .map(directive -> items.row(directive, known)),
            waiting.oldest().orElse(null),
            asks));
  }

  @GetMapping("/inbox/{id}")
  Page show(SignedIn who, @PathVariable String id) {
    Directive directive = find(who, id);
    return Page.of(
        "Inbox/Show",
        new ItemPage(
            items.item(directive, names.of(who)),
            items.standing(directive, who),
            next(who, directive.id()).orElse(null),
            inbox.waiting(who.tenant()).items()));
  }

  @PostMapping("/inbox/{id}/approve")
  SeeOther approve(SignedIn who, @PathVariable String id, Form form) {
    String note = form.text("reason", LONGEST_REASON);
    form.check();
    Directive seen = find(who, id);
    return decided(
        who,
        seen,
        () -> {
          Directive approved =
              approvals.approve(who.tenant(), seen.id(), who.person().toString(), note);
          return approved.decision().filter(decision -> decision.selfConfirmed()).isPresent()
              ? "Approved, and noted as confirmed by yourself."
              : "Approved.";
        });
  }

  @PostMapping("/inbox/{id}/reject")
  SeeOther reject(SignedIn who, @PathVariable String id, Form form) {
    String reason = form.required("reason", LONGEST_REASON);
    form.check();
    Directive seen = find(who, id);
    return decided(
        who,
        seen,
        () -> {
          approvals.reject(who.tenant(), seen.id(), who.person().toString(), reason);
          return "Rejected. Nothing was sent.";
        });
  }

  /** Whoever asked for it may take it back, whatever their role. */
  @PostMapping("/inbox/{id}/withdraw")
  SeeOther withdraw(SignedIn who, @PathVariable String id, Form form) {
    String reason = form.text("reason", LONGEST_REASON);
    form.check();
    Directive seen = find(who, id);
    if (!Items.isRequestOf(seen, who)) {
      throw InvalidInput.of("form", "Only whoever asked for it takes it back.");
    }
    return decided(
        who,
        seen,
        () -> {
          directives.cancel(who.tenant(), seen.id(), Actor.human(who.person().toString()), reason);
          return "Taken back. Nothing was sent.";
        });
  }

  @FunctionalInterface
  private interface Decision {
    String take();
  }

  private SeeOther decided(SignedIn who, Directive seen, Decision decision) {
    try {
      String said = decision.take();
      return next(who, seen.id())
          .map(next -> SeeOther.to("/inbox/" + next))
          .orElse(SeeOther.to("/inbox"))
          .saying(said);
    } catch (ApprovalRefusedException e) {
      return switch (e.code()) {
        case REASON_MISSING -> throw InvalidInput.of("reason", String.valueOf(e.getMessage()));
        case ROLE_MISSING, OWN_REQUEST, NOT_WAITING, EXPIRED, NOT_FOUND ->
            SeeOther.to("/inbox/" + seen.id())
                .saying(Flash.warning(String.valueOf(e.getMessage())));
      };
    } catch (DirectiveMovedOnException e) {
      return SeeOther.to("/inbox/" + seen.id())
          .saying(Flash.warning("Too late: somebody decided, or it has begun."));
    }
  }

  /** The item that waits longest after this one, or else from the beginning. */
  private Optional<UUID> next(SignedIn who, UUID current) {
    return inbox.page(who.tenant(), Optional.of(current), 1).stream()
        .findFirst()
        .or(() -> inbox.page(who.tenant(), Optional.empty(), 1).stream().findFirst())
        .map(Directive::id)
        .filter(id -> !id.equals(current));
  }

  private Directive find(SignedIn who, String id) {
    return id(id)
        .flatMap(directive -> directives.find(who.tenant(), directive))
        .orElseThrow(() -> new NotFoundException("inbox item"));
  }

  private static Optional<UUID> id(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
