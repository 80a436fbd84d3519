package dev.fleetprompt.platform.directives;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * One attempt as it was recorded.
 *
 * @param number counts from 1
 * @param node where it ran
 * @param outcome empty while it is under way, or when it was cut and nobody has judged it yet
 * @param providerReference what the outside system calls the effect
 */
public record AttemptRecord(
    int number,
    UUID node,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<Outcome> outcome,
    Optional<String> errorCode,
    Optional<String> errorMessage,
    Optional<String> providerReference) {

  /** How an attempt ended. */
  public enum Outcome {
    COMPLETED,
    RETRYABLE,
    FINAL,
    UNKNOWN;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Outcome of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }

    static Outcome of(Failure.Kind kind) {
      return switch (kind) {
        case RETRYABLE -> RETRYABLE;
        case FINAL -> FINAL;
        case UNKNOWN -> UNKNOWN;
      };
    }
  }
}
