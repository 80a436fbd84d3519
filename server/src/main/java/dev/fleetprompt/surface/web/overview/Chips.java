package dev.fleetprompt.surface.web.overview;

import dev.fleetprompt.platform.directives.AttemptRecord;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.executions.ExecutionStatus;
import java.util.Optional;

/** Which state has which colour. */
final class Chips {
  private Chips() {}

  static Chip of(DirectiveState state) {
    String word = state.text().replace('_', ' ');
    return switch (state) {
      case SCHEDULED, APPROVED -> Chip.of("grey", word);
      case PROPOSED -> Chip.of("amber", word);
      case RUNNING -> Chip.of("blue", word);
      case COMPLETED -> Chip.of("green", word);
      case FAILED, REJECTED, DENIED -> Chip.of("red", word);
      case IN_DOUBT -> Chip.of("violet", word);
      case EXPIRED, CANCELLED -> Chip.over(word);
    };
  }

  static Chip of(ExecutionStatus status) {
    String word = status.text();
    return switch (status) {
      case QUEUED -> Chip.of("grey", word);
      case RUNNING -> Chip.of("blue", word);
      case WAITING, SUSPENDED -> Chip.of("amber", word);
      case COMPLETED -> Chip.of("green", word);
      case FAULTED -> Chip.of("red", word);
      case CANCELLED -> Chip.over(word);
    };
  }

  static Chip of(Optional<AttemptRecord.Outcome> outcome) {
    if (outcome.isEmpty()) {
      return Chip.of("blue", "under way");
    }
    return switch (outcome.get()) {
      case COMPLETED -> Chip.of("green", "completed");
      case RETRYABLE -> Chip.of("amber", "to be tried again");
      case FINAL -> Chip.of("red", "failed");
      case UNKNOWN -> Chip.of("violet", "unknown");
    };
  }
}
