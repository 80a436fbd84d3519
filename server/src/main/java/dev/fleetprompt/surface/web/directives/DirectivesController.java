package dev.fleetprompt.surface.web.directives;

import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveExplorer;
import dev.fleetprompt.platform.directives.DirectiveMovedOnException;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveSearch;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.DirectiveSummary;
import dev.fleetprompt.platform.directives.DirectiveTypes;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.Resolution;
import dev.fleetprompt.platform.executions.RunExplorer;
import dev.fleetprompt.platform.executions.RunSearch;
import dev.fleetprompt.platform.executions.RunSummary;
import dev.fleetprompt.platform.identity.RequiresRole;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.paging.Slice;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.surface.web.filters.By;
import dev.fleetprompt.surface.web.filters.Filters;
import dev.fleetprompt.surface.web.inertia.Flash;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.Lazy;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.Rows;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
final class DirectivesController {

  private static final int LONGEST_REASON = 500;

  private final DirectiveExplorer explorer;
  private final Directives directives;
  private final DirectiveTypes types;
  private final RunExplorer runs;
  private final Installations installations;
  private final DirectivePages pages;
  private final ActorNames people;

  DirectivesController(
      DirectiveExplorer explorer,
      Directives directives,
      DirectiveTypes types,
      RunExplorer runs,
      Installations installations,
      DirectivePages pages,
      ActorNames people) {
    this.explorer = explorer;
    this.directives = directives;
    this.types = types;
    this.runs = runs;
    this.installations = installations;
    this.pages = pages;
    this.people = people;
  }

  record DirectiveRow(
      UUID id,
      String type,
      String state,
      String key,
      String reason,
      By by,
      @Nullable UUID run,
      Instant requested,
      @Nullable Instant ended,
      int attempts,
      @Nullable String failure) {

    static DirectiveRow of(DirectiveSummary directive, ActorNames.Known people) {
      return new DirectiveRow(
          directive.id(),
          directive.type().value(),
          directive.state().text(),
          directive.key(),
          directive.reason(),
          By.of(directive.requester().actor(), people),
          directive.requester().run().orElse(null),
          directive.requestedAt(),
          directive.endedAt().orElse(null),
          directive.attempts(),
          directive.failure().orElse(null));
    }
  }

  record Choice(String value, String label) {}

  /**
   * @param cut whether the search stopped at its bound
   */
  record Index(
      Lazy<Rows<DirectiveRow>> directives,
      Lazy<Boolean> cut,
      Lazy<List<String>> types,
      Lazy<List<Choice>> installations) {}

  @GetMapping("/directives")
  Page list(
      SignedIn who,
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String run,
      @RequestParam(defaultValue = "") String installation,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String after) {
    ActorNames.Known named = people.of(who);
    ZoneId zone = who.organization().zone();
    DirectiveSearch search =
        new DirectiveSearch(
            name(type),
            states(state),
            Filters.id(run)
                .map(List::of)
                .or(() -> Filters.id(installation).map(one -> runsOf(who, one))),
            Filters.text(actor),
            Optional.empty(),
            Filters.from(from, zone),
            Filters.to(to, zone),
            Filters.text(q));
    Slice<DirectiveSummary> slice =
        explorer.page(who.tenant(), search, Filters.id(after), Rows.PER_PAGE);
    return Page.of(
        "Directives/Index",
        new Index(
            Lazy.of(() ->
                Filters.rows(
                    slice,
                    UUID::toString,
                    () -> explorer.count(who.tenant(), search),
                    one -> DirectiveRow.of(one, named))),
            Lazy.of(slice::cut),
            Lazy.of(() -> types.all().stream().map(one -> one.name().value()).toList()),
            Lazy.of(() -> choices(who))));
  }

  @GetMapping("/directives/{id}")
  Page show(SignedIn who, @PathVariable String id) {
    return Page.of("Directives/Show", pages.of(who, directive(who, id)));
  }

  @PostMapping("/directives/{id}/resolve")
  @RequiresRole(Role.ADMIN)
  SeeOther resolve(SignedIn who, @PathVariable String id, Form form) {
    Resolution decision = form.choice("decision", Resolution.class);
    form.check();
    Directive directive = directive(who, id);
    SeeOther back = SeeOther.to("/directives/" + directive.id());
    try {
      directives.resolve(who.tenant(), directive.id(), decision, actor(who));
    } catch (DirectiveMovedOnException e) {
      return back.saying(
          Flash.warning(
              "It is not in doubt any more. This is how it stands; nothing was changed."));
    }
    return back.saying(
        switch (decision) {
          case HAPPENED -> "Noted that it happened. Nothing is sent again.";
          case SEND_AGAIN -> "It is sent again.";
          case LEAVE -> "Noted that it did not happen. It is left at that.";
        });
  }

  @PostMapping("/directives/{id}/cancel")
  @RequiresRole(Role.EDITOR)
  SeeOther cancel(SignedIn who, @PathVariable String id, Form form) {
    String reason = form.text("reason", LONGEST_REASON);
    form.check();
    Directive directive = directive(who, id);
    SeeOther back = SeeOther.to("/directives/" + directive.id());
    try {
      directives.cancel(
          who.tenant(),
          directive.id(),
          actor(who),
          reason.isEmpty() ? "Taken back by " + who.name() : reason);
    } catch (DirectiveMovedOnException e) {
      return back.saying(Flash.warning("It can no longer be taken back. This is how it stands."));
    }
    return back.saying("It was taken back; nothing will be sent.");
  }

  private Directive directive(SignedIn who, String id) {
    return directives
        .find(who.tenant(), Filters.require(id, "directive"))
        .orElseThrow(() -> new NotFoundException("directive"));
  }

  private List<UUID> runsOf(SignedIn who, UUID installation) {
    return runs
        .page(
            who.tenant(),
            RunSearch.all().ofInstallation(installation),
            Optional.empty(),
            RunExplorer.LARGEST_PAGE)
        .items()
        .stream()
        .map(RunSummary::id)
        .toList();
  }

  private List<Choice> choices(SignedIn who) {
    return installations.list(who.tenant()).stream()
        .map(one -> new Choice(one.id().toString(), one.name().toString()))
        .toList();
  }

  private static Actor actor(SignedIn who) {
    return Actor.human(who.person().value().toString());
  }

  private static Optional<DirectiveName> name(String text) {
    try {
      return Filters.text(text).map(DirectiveName::new);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** {@code open} stands for all that have not ended. */
  private static Set<DirectiveState> states(String text) {
    EnumSet<DirectiveState> found = EnumSet.noneOf(DirectiveState.class);
    for (DirectiveState state : DirectiveState.values()) {
      if (state.text().equals(text) || (text.equals("open") && !state.isFinal())) {
        found.add(state);
      }
    }
    return found;
  }
}
