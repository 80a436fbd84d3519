package dev.fleetprompt.surface.web.directives;

import dev.fleetprompt.platform.directives.AttemptRecord;
import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.DirectiveTypes;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.Failure;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.signals.Visibility;
import dev.fleetprompt.surface.web.filters.By;
import dev.fleetprompt.surface.web.filters.Thing;
import dev.fleetprompt.surface.web.inertia.Lazy;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Shapes the page of a directive. */
@Component
final class DirectivePages {

  private static final String OWN = "directive.";

  private final Directives directives;
  private final DirectiveTypes types;
  private final Signals signals;
  private final ActorNames people;

  DirectivePages(Directives directives, DirectiveTypes types, Signals signals, ActorNames people) {
    this.directives = directives;
    this.types = types;
    this.signals = signals;
    this.people = people;
  }

  record Problem(String kind, String code, String message) {

    static Problem of(Failure failure) {
      return new Problem(
          failure.kind().name().toLowerCase(Locale.ROOT), failure.code(), failure.message());
    }
  }

  /**
   * @param undo {@code compensable} or {@code irreversible}; null when the type is not known here
   * @param cancellable whether it can be taken back now
   */
  record Facts(
      UUID id,
      String type,
      String state,
      String key,
      String reason,
      By by,
      @Nullable Thing cause,
      Thing belongs,
      String ruling,
      String rule,
      @Nullable String undo,
      boolean cancellable,
      Instant requested,
      @Nullable Instant notBefore,
      @Nullable Instant expires,
      @Nullable Instant started,
      @Nullable Instant ended,
      @Nullable Instant retryAt,
      int attempts,
      int attemptLimit,
      @Nullable Problem problem) {}

  record Attempt(
      int number,
      Instant started,
      @Nullable Instant ended,
      @Nullable String outcome,
      @Nullable String code,
      @Nullable String message,
      @Nullable String reference) {

    static Attempt of(AttemptRecord attempt) {
      return new Attempt(
          attempt.number(),
          attempt.startedAt(),
          attempt.endedAt().orElse(null),
          attempt.outcome().map(one -> one.name().toLowerCase(Locale.ROOT)).orElse(null),
          attempt.errorCode().orElse(null),
          attempt.errorMessage().orElse(null),
          attempt.providerReference().orElse(null));
    }
  }

  /** A move, with who made it and why. */
  record Move(
      UUID signal,
      String word,
      Instant at,
      By by,
      @Nullable String reason,
      @Nullable String rule) {}

  record Effect(UUID signal, String type, Instant at) {}

  record Show(
      Facts directive,
      JsonNode params,
      @Nullable JsonNode result,
      Lazy<List<Attempt>> tries,
      Lazy<List<Move>> moves,
      Lazy<List<Effect>> effects) {}

  Show of(SignedIn who, Directive directive) {
    ActorNames.Known named = people.of(who);
    List<Signal> stated =
        signals.ledTo(who.tenant(), Link.directive(directive.id())).stream()
            .filter(one -> one.visibility() == Visibility.NORMAL || who.may(Role.ADMIN))
            .toList();
    return new Show(
        facts(directive, named),
        directive.params(),
        directive.result().orElse(null),
        Lazy.of(() ->
            directives.attempts(who.tenant(), directive.id()).stream().map(Attempt::of).toList()),
        Lazy.of(() ->
            stated.stream().filter(DirectivePages::own).map(one -> move(one, named)).toList()),
        Lazy.of(() ->
            stated.stream()
                .filter(one -> !own(one))
                .map(one -> new Effect(one.id(), one.type().value(), one.time()))
                .toList()));
  }

  private Facts facts(Directive directive, ActorNames.Known named) {
    Optional<Undo> undo = types.find(directive.type()).map(type -> type.undo());
    return new Facts(
        directive.id(),
        directive.type().value(),
        directive.state().text(),
        directive.key(),
        directive.reason(),
        By.of(directive.requester().actor(), named),
        directive
            .causation()
            .or(() -> directive.requester().run().map(Link::run))
            .map(Thing::of)
            .orElse(null),
        Thing.of(directive.correlation()),
        directive.verdict().ruling().name().toLowerCase(Locale.ROOT),
        directive.verdict().rule(),
        undo.map(one -> one.name().toLowerCase(Locale.ROOT)).orElse(null),
        directive.openAttempt().isEmpty() && directive.state().mayBecome(DirectiveState.CANCELLED),
        directive.requestedAt(),
        directive.notBefore().orElse(null),
        directive.expires().orElse(null),
        directive.startedAt().orElse(null),
        directive.endedAt().orElse(null),
        directive.retryAt().orElse(null),
        directive.attempts(),
        directive.attemptLimit(),
        directive.failure().map(Problem::of).orElse(null));
  }

  private static boolean own(Signal signal) {
    return signal.type().value().startsWith(OWN);
  }

  private static Move move(Signal signal, ActorNames.Known named) {
    JsonNode data = signal.json();
    return new Move(
        signal.id(),
        signal.type().value().substring(OWN.length()),
        signal.time(),
        By.of(signal.actor(), named),
        text(data.path("reason")),
        text(data.path("rule")));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.stringValue() : null;
  }
}
