package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.engine.workflow.RetryPolicy;
import dev.fleetprompt.engine.workflow.Span;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a try waits before its next attempt. */
final class RetryDelay {

  private static final Duration LONGEST = Duration.ofDays(366);

  private RetryDelay() {}

  static Duration after(Frame.OfTry attempt, RetryPolicy retry, View view, Machine machine) {
    Duration base = length(retry.delay(), view, machine);
    int failures = attempt.attempt();
    Duration grown =
        switch (retry.backoff()) {
          case CONSTANT -> base;
          case LINEAR -> times(base, failures);
          case EXPONENTIAL -> times(base, 1L << Math.min(failures - 1, 40));
        };
    return shorter(grown.plus(jitter(attempt, retry, view, machine)));
  }

  private static Duration times(Duration base, long factor) {
    return base.toMillis() > LONGEST.toMillis() / factor ? LONGEST : base.multipliedBy(factor);
  }

  private static Duration shorter(Duration delay) {
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }

  /** Between the policy's bounds, spread over runs and attempts but the same on every replay. */
  private static Duration jitter(
      Frame.OfTry attempt, RetryPolicy retry, View view, Machine machine) {
    if (retry.jitterTo() == null) {
      return Duration.ZERO;
    }
    Duration from = length(retry.jitterFrom(), view, machine);
    long range = Math.max(0, length(retry.jitterTo(), view, machine).minus(from).toMillis());
    String seed =
        machine.facts().run()
            + " "
            + view.pointer()
            + " "
            + attempt.attempt()
            + " "
            + machine.now();
    long draw = Long.parseUnsignedLong(CanonicalJson.sha256(seed).substring(0, 15), 16);
    return from.plusMillis(draw % (range + 1));
  }

  private static Duration length(@Nullable Span span, View view, Machine machine) {
    return span == null ? Duration.ZERO : machine.evaluator().length(span, view.input(), view);
  }
}
