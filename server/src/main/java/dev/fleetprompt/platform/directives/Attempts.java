package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.schemas.JsonBounds;
import dev.fleetprompt.platform.signals.CleanText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Makes attempts, and judges how they ended. */
@Component
class Attempts {

  private static final JsonBounds RESULT = new JsonBounds(256 * 1024, 64);
  private static final int LONGEST_MESSAGE = 2_000;
  private static final int LONGEST_CODE = 100;
  private static final int LONGEST_REFERENCE = 500;
  private static final int VERIFICATIONS = 5;

  private final DirectiveTypes types;
  private final CleanText clean;
  private final Clock clock;
  private final Backoff backoff;

  @Autowired
  Attempts(DirectiveTypes types, CleanText clean, Clock clock) {
    this(types, clean, clock, Backoff.standard(RandomGenerator.of("L64X128MixRandom")));
  }

  Attempts(DirectiveTypes types, CleanText clean, Clock clock, Backoff backoff) {
    this.types = types;
    this.clean = clean;
    this.clock = clock;
    this.backoff = backoff;
  }

  /**
   * How an attempt ended.
   *
   * @param consequences what the type wants to be committed with it
   * @param wake when to go on; empty when the directive rests
   * @param fallback the move when the consequences cannot be recorded
   */
  record Ending(
      MoveDirective move,
      List<Change> consequences,
      Optional<Instant> wake,
      MoveDirective fallback) {

    static Ending of(MoveDirective move) {
      return new Ending(move, List.of(), Optional.empty(), move);
    }

    static Ending later(MoveDirective move, Instant wake) {
      return new Ending(move, List.of(), Optional.of(wake), move);
    }

    UnitOfWork unit() {
      return new UnitOfWork(move.tenant()).addAll(consequences).add(move);
    }

    Ending withoutConsequences() {
      return of(fallback);
    }
  }

  /** Makes the attempt that was begun and is durable. */
  Ending perform(Directive directive, int number, NodeWork node) {
    Optional<DirectiveType<?, ?>> type = types.find(directive.type());
    if (type.isEmpty()) {
      return Ending.of(
          MoveDirective.fail(
              directive,
              number,
              new Failure(
                  Failure.Kind.FINAL,
                  "directive_type_unknown",
                  "This version of FleetPrompt knows no directive type " + directive.type()),
              clock.instant()));
    }
    return perform(type.get(), directive, number, node);
  }

  /** Finds out about an attempt whose outcome nobody recorded. */
  Ending judge(Directive directive, int number, NodeWork node) {
    UnknownOutcomeException cut =
        new UnknownOutcomeException(
            "attempt_cut",
            "The attempt was cut before its outcome was recorded; it may have taken effect.");
    Optional<DirectiveType<?, ?>> type = types.find(directive.type());
    return type.isEmpty()
        ? Ending.of(MoveDirective.doubt(directive, number, failure(cut), clock.instant()))
        : unknown(type.get(), directive, number, failure(cut), node);
  }

  private <P, R> Ending perform(
      DirectiveType<P, R> type, Directive directive, int number, NodeWork node) {
    SendingGate gate = new SendingGate(node::holdsLease);
    Attempt attempt =
        new Attempt(directive.tenant(), directive.id(), number, gate, directive.correlation());
    try {
      Completion<R> completion =
          new Performance<>(type, directive.params(), attempt, gate).perform();
      return completed(directive, number, completion, gate.shut());
    } catch (RetryableFailureException e) {
      return retry(directive, number, failure(e), e.retryAfter());
    } catch (FinalFailureException e) {
      return Ending.of(MoveDirective.fail(directive, number, failure(e), clock.instant()));
    } catch (UnknownOutcomeException e) {
      return unknown(type, directive, number, failure(e), node);
    } catch (AttemptFailedException e) {
      throw new IllegalStateException("There is no fourth kind of failure", e);
    }
  }

  private <P, R> Ending unknown(
      DirectiveType<P, R> type, Directive directive, int number, Failure failure, NodeWork node) {
    return switch (type.repeat()) {
      case SAFE ->
          number < directive.attemptLimit()
              ? retry(directive, number, failure, Optional.empty())
              : doubt(directive, number, failure);
      case VERIFIABLE -> verify(type, directive, number, failure, node);
      case UNSAFE -> doubt(directive, number, failure);
    };
  }

  private <P, R> Ending verify(
      DirectiveType<P, R> type, Directive directive, int number, Failure failure, NodeWork node) {
    SendingGate gate = new SendingGate(node::holdsLease);
    Attempt attempt =
        new Attempt(directive.tenant(), directive.id(), number, gate, directive.correlation());
    try {
      Evidence<R> evidence =
          new Performance<>(type, directive.params(), attempt, gate).verify().orElse(null);
      return switch (evidence) {
        case Evidence.Happened<R> happened ->
            completed(directive, number, happened.completion(), true);
        case Evidence.DidNotHappen<R> not ->
            retry(directive, number, failure.as(Failure.Kind.RETRYABLE), Optional.empty());
        case null -> doubt(directive, number, failure);
      };
    } catch (RetryableFailureException e) {
      if (directive.verifications() + 1 >= VERIFICATIONS) {
        return doubt(directive, number, failure);
      }
      Instant now = clock.instant();
      Instant next =
          now.plus(atLeastASecond(backoff.after(directive.verifications() + 1, e.retryAfter())));
      return Ending.later(MoveDirective.verifyLater(directive, number, failure, next, now), next);
    } catch (AttemptFailedException e) {
      return doubt(directive, number, failure);
    }
  }

  /**
   * @param sent whether anything may have left this process; if not, what cannot be recorded did
   *     not happen
   */
  private Ending completed(
      Directive directive, int number, Completion<?> completion, boolean sent) {
    Instant now = clock.instant();
    JsonNode result = clean.of(ExactJson.node(completion.result()), RESULT);
    return new Ending(
        MoveDirective.complete(
            directive,
            number,
            result,
            completion.providerReference().map(text -> clean.of(text, LONGEST_REFERENCE)),
            now),
        completion.changes(),
        Optional.empty(),
        sent ? doubtful(directive, number, now) : undone(directive, number, now));
  }

  private static MoveDirective doubtful(Directive directive, int number, Instant now) {
    return MoveDirective.doubt(
        directive,
        number,
        new Failure(
            Failure.Kind.UNKNOWN,
            "completion_not_recorded",
            "It took effect, and what follows from it could not be recorded; see the log."),
        now);
  }

  private static MoveDirective undone(Directive directive, int number, Instant now) {
    return MoveDirective.fail(
        directive,
        number,
        new Failure(
            Failure.Kind.FINAL,
            "completion_refused",
            "What it relied on changed at the same moment, so nothing was done. Look at how things stand, then ask again."),
        now);
  }

  private Ending doubt(Directive directive, int number, Failure failure) {
    return Ending.of(
        MoveDirective.doubt(directive, number, failure.as(Failure.Kind.UNKNOWN), clock.instant()));
  }

  private Ending retry(Directive directive, int number, Failure failure, Optional<Duration> asked) {
    Instant now = clock.instant();
    if (number >= directive.attemptLimit()) {
      return Ending.of(MoveDirective.fail(directive, number, failure, now));
    }
    Instant next = now.plus(backoff.after(number, asked));
    return Ending.later(MoveDirective.retry(directive, number, failure, next, now), next);
  }

  private Failure failure(AttemptFailedException failed) {
    Failure failure = Failure.of(failed);
    return new Failure(
        failure.kind(),
        clean.of(failure.code(), LONGEST_CODE),
        clean.of(failure.message(), LONGEST_MESSAGE));
  }

  private static Duration atLeastASecond(Duration duration) {
    Duration second = Duration.ofSeconds(1);
    return duration.compareTo(second) < 0 ? second : duration;
  }
}
