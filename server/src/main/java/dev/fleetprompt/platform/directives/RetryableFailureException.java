package dev.fleetprompt.platform.directives;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nothing took effect, and a later attempt may succeed. */
public final class RetryableFailureException extends AttemptFailedException {

  private static final long serialVersionUID = 1;

  private final @Nullable Duration retryAfter;

  public RetryableFailureException(String code, String message) {
    this(code, message, null);
  }

  /**
   * @param retryAfter how long the provider asks to wait
   */
  public RetryableFailureException(String code, String message, @Nullable Duration retryAfter) {
    super(code, message);
    this.retryAfter = retryAfter;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
