package dev.fleetprompt.platform.directives;

import java.time.Instant;

/** What is to be done with a directive now, by its state alone. */
sealed interface NextStep {

  /** Nothing, until somebody wakes it. */
  record Rest() implements NextStep {}

  /** Nothing, until then. */
  record Sleep(String timer, Instant until) implements NextStep {}

  /** Its time ran out. */
  record Expire() implements NextStep {}

  /** Find out about an attempt that was cut. */
  record Judge(int attempt) implements NextStep {}

  /** Begin an attempt. */
  record Start() implements NextStep {}

  String RETRY_TIMER = "retry";

  static NextStep of(Directive directive, Instant now) {
    return switch (directive.state()) {
      case COMPLETED, FAILED, REJECTED, EXPIRED, DENIED, CANCELLED, IN_DOUBT -> new Rest();
      case PROPOSED -> proposed(directive, now);
      case SCHEDULED, APPROVED -> ready(directive, now);
      case RUNNING -> running(directive, now);
    };
  }

  private static NextStep proposed(Directive directive, Instant now) {
    if (isExpired(directive, now)) {
      return new Expire();
    }
    return directive
        .expires()
        .map(end -> (NextStep) new Sleep(RequestWriter.EXPIRY_TIMER, end))
        .orElse(new Rest());
  }

  private static NextStep ready(Directive directive, Instant now) {
    if (isExpired(directive, now) && directive.attempts() == 0) {
      return new Expire();
    }
    return directive
        .notBefore()
        .filter(now::isBefore)
        .map(start -> (NextStep) new Sleep(RequestWriter.START_TIMER, start))
        .orElse(new Start());
  }

  private static NextStep running(Directive directive, Instant now) {
    if (directive.retryAt().filter(now::isBefore).isPresent()) {
      return new Sleep(RETRY_TIMER, directive.retryAt().get());
    }
    return directive.openAttempt().isPresent()
        ? new Judge(directive.openAttempt().getAsInt())
        : new Start();
  }

  private static boolean isExpired(Directive directive, Instant now) {
    return directive.expires().filter(end -> !now.isBefore(end)).isPresent();
  }
}
