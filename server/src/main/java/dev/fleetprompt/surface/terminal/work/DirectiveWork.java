package dev.fleetprompt.surface.terminal.work;

import dev.fleetprompt.platform.directives.AttemptRecord;
import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveMovedOnException;
import dev.fleetprompt.platform.directives.DirectiveQuery;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.surface.terminal.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lists, shows and resolves directives. */
@Component
final class DirectiveWork {
  /** Whoever may run commands on this machine. */
  private static final Actor OPERATOR = Actor.human("operator");

  private final Directory directory;
  private final Directives directives;

  DirectiveWork(Directory directory, Directives directives) {
    this.directory = directory;
    this.directives = directives;
  }

  ExitCode perform(Request.ListDirectives request, Console console) {
    Organization organization = directory.require(request.organization());
    DirectiveQuery newest = DirectiveQuery.newest(request.size());
    List<Directive> page =
        directives.page(organization.id(), request.state().map(newest::in).orElse(newest));
    if (page.isEmpty()) {
      console.say(
          request
              .state()
              .map(state -> "No directive is " + words(state) + ".")
              .orElse("No directive yet."));
      return ExitCode.DONE;
    }
    LocalTimes times = new LocalTimes(organization.zone());
    TextTable table = new TextTable("REQUESTED", "STATE", "ATTEMPTS", "TYPE", "DIRECTIVE", "NOTE");
    for (Directive directive : page) {
      table.add(
          times.of(directive.requestedAt()),
          words(directive.state()),
          String.valueOf(directive.attempts()),
          directive.type().value(),
          directive.id().toString(),
          directive.failure().map(failure -> failure.message()).orElse(directive.reason()));
    }
    console.say(table.toString());
    console.say("Times are in " + organization.zone() + ".");
    page.stream()
        .filter(directive -> directive.state() == DirectiveState.IN_DOUBT)
        .forEach(directive -> console.say("\n" + WaysOut.of(directive.id())));
    return ExitCode.DONE;
  }

  ExitCode perform(Request.ShowDirective request, Console console) {
    Organization organization = directory.require(request.organization());
    Optional<Directive> found = directives.find(organization.id(), request.id());
    if (found.isEmpty()) {
      return unknown(request.id().toString(), organization, console);
    }
    Directive directive = found.get();
    LocalTimes times = new LocalTimes(organization.zone());
    console.say("%s  %s  %s", directive.type(), words(directive.state()), directive.id());
    console.say("key        %s", directive.key());
    console.say("requested  %s by %s", times.of(directive.requestedAt()), actor(directive));
    if (!directive.reason().isBlank()) {
      console.say("reason     %s", directive.reason());
    }
    directive
        .failure()
        .ifPresent(failure -> console.say("trouble    %s: %s", failure.code(), failure.message()));
    for (AttemptRecord attempt : directives.attempts(organization.id(), directive.id())) {
      console.say(
          "attempt %d  %s  %s%s",
          attempt.number(),
          times.of(attempt.startedAt()),
          attempt
              .outcome()
              .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
              .orElse("under way"),
          attempt.errorMessage().map(message -> ": " + message).orElse(""));
    }
    if (directive.state() == DirectiveState.IN_DOUBT) {
      console.say("\n" + WaysOut.of(directive.id()));
    }
    return ExitCode.DONE;
  }

  ExitCode perform(Request.ResolveDirective request, Console console) {
    Organization organization = directory.require(request.organization());
    if (directives.find(organization.id(), request.id()).isEmpty()) {
      return unknown(request.id().toString(), organization, console);
    }
    try {
      directives.resolve(organization.id(), request.id(), request.resolution(), OPERATOR);
    } catch (DirectiveMovedOnException e) {
      console.warn(
          directives
              .find(organization.id(), request.id())
              .map(now ->
                  "Directive %s is %s, not in doubt: there is nothing to resolve."
                      .formatted(now.id(), words(now.state())))
              .orElse("The directive is gone."));
      return ExitCode.FAILED;
    }
    console.say(
        switch (request.resolution()) {
          case HAPPENED -> "Recorded: it happened. The directive counts as completed.";
          case SEND_AGAIN -> "Recorded: it did not happen. It is attempted again now.";
          case LEAVE -> "Recorded: it did not happen, and is left. The directive counts as failed.";
        });
    return ExitCode.DONE;
  }

  private static ExitCode unknown(String id, Organization organization, Console console) {
    console.warn(
        "There is no directive %s in '%s'. './fleet directive' lists the latest."
            .formatted(id, organization.slug()));
    return ExitCode.FAILED;
  }

  private static String actor(Directive directive) {
    Actor actor = directive.requester().actor();
    return actor.kind().text() + " " + actor.id();
  }

  private static String words(DirectiveState state) {
    return state.text().replace('_', ' ');
  }
}
