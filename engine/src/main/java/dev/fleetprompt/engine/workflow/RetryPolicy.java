package dev.fleetprompt.engine.workflow;

import org.jspecify.annotations.Nullable;

/**
 * When and after how long to try again.
 *
 * @param delay before the first retry; none when absent
 * @param attempts the most retries; the interpreter's own bound when absent
 * @param attemptLength the longest a single attempt may take
 * @param totalLength the longest that all attempts and delays may take
 * @param jitterFrom the least that is added to a delay
 * @param jitterTo the most that is added to a delay
 */
public record RetryPolicy(
    @Nullable Expression when,
    @Nullable Expression exceptWhen,
    @Nullable Span delay,
    Backoff backoff,
    @Nullable Integer attempts,
    @Nullable Span attemptLength,
    @Nullable Span totalLength,
    @Nullable Span jitterFrom,
    @Nullable Span jitterTo) {

  /** How delays grow. */
  public enum Backoff {
    /** Always the same. */
    CONSTANT,
    /** One more delay each time. */
    LINEAR,
    /** Twice as long each time. */
    EXPONENTIAL
  }
}
