package dev.fleetprompt.platform.directives;

import java.util.Locale;

/**
 * Why an attempt did not end in a recorded effect.
 *
 * @param code stable, for programs
 * @param message what happened and what to do, for people; no secrets
 */
public record Failure(Kind kind, String code, String message) {

  /** What may be done about it. */
  public enum Kind {
    RETRYABLE,
    FINAL,
    UNKNOWN;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  static Failure of(AttemptFailedException failed) {
    Kind kind =
        switch (failed) {
          case RetryableFailureException retryable -> Kind.RETRYABLE;
          case FinalFailureException terminal -> Kind.FINAL;
          case UnknownOutcomeException unknown -> Kind.UNKNOWN;
        };
    return new Failure(kind, failed.code(), String.valueOf(failed.getMessage()));
  }

  Failure as(Kind other) {
    return new Failure(other, code, message);
  }
}
