package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.SqlFailure;
import dev.fleetprompt.platform.schemas.ExactJson;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One call of a directive type, within its time.
 *
 * @param <P> the params' record
 * @param <R> the result's record
 */
final class Performance<P, R> {

  private static final Logger LOG = LoggerFactory.getLogger(Performance.class);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final DirectiveType<P, R> type;
  private final JsonNode params;
  private final Attempt attempt;
  private final SendingGate gate;

  Performance(DirectiveType<P, R> type, JsonNode params, Attempt attempt, SendingGate gate) {
    this.type = type;
    this.params = params;
    this.attempt = attempt;
    this.gate = gate;
  }

  @FunctionalInterface
  private interface Call<P, T> {
    T on(P params) throws AttemptFailedException;
  }

  /** Brings the effect about, and says of every failure what may be done about it. */
  Completion<R> perform() throws AttemptFailedException {
    try {
      return bounded("perform-" + attempt.directive(), params -> type.perform(params, attempt));
    } catch (TimeoutException e) {
      throw gate.shut()
          ? new UnknownOutcomeException(
              "timeout",
              "No answer came within %d s; it may have taken effect."
                  .formatted(type.timeout().toSeconds()))
          : new RetryableFailureException(
              "timeout_before_sending",
              "It was not sent within %d s.".formatted(type.timeout().toSeconds()));
    } catch (RuntimeException e) {
      throw unexpected(e);
    } finally {
      gate.shut();
    }
  }

  /** Asks the outside system about an attempt of unknown outcome. */
  Optional<Evidence<R>> verify() throws AttemptFailedException {
    try {
      return bounded("verify-" + attempt.directive(), params -> type.verify(params, attempt));
    } catch (TimeoutException e) {
      throw new RetryableFailureException(
          "verify_timeout", "The outside system could not be asked in time.");
    } catch (RuntimeException e) {
      if (SqlFailure.isBehind(e)) {
        throw databaseAway(e);
      }
      LOG.error("{} could not verify directive {}", type.name(), attempt.directive(), e);
      throw new UnknownOutcomeException("internal_error", internal(e));
    }
  }

  private AttemptFailedException unexpected(RuntimeException e) {
    if (gate.shut()) {
      LOG.error("{} failed in directive {}", type.name(), attempt.directive(), e);
      return new UnknownOutcomeException("internal_error", internal(e));
    }
    if (SqlFailure.isBehind(e)) {
      return databaseAway(e);
    }
    LOG.error("{} failed in directive {}", type.name(), attempt.directive(), e);
    return new FinalFailureException("internal_error", internal(e));
  }

  private RetryableFailureException databaseAway(RuntimeException e) {
    LOG.warn(
        "{} waits for the database in directive {}: {}",
        type.name(),
        attempt.directive(),
        e.getMessage());
    return new RetryableFailureException(
        "database_away", "The database did not answer, and nothing was sent; it is tried again.");
  }

  private <T> T bounded(String name, Call<P, T> call)
      throws AttemptFailedException, TimeoutException {
    P typed;
    try {
      typed = ExactJson.value(params, type.params());
    } catch (JacksonException e) {
      throw new FinalFailureException(
          "params_unreadable", "This version of " + type.name() + " cannot read the params.");
    }
    FutureTask<T> task = new FutureTask<>(() -> call.on(typed));
    Thread thread = Thread.ofVirtual().name(name).start(task);
    Duration limit = type.timeout().compareTo(LONGEST) < 0 ? type.timeout() : LONGEST;
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw rethrown(Objects.requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The node stops", e);
    } finally {
      thread.interrupt();
    }
  }

  private static AttemptFailedException rethrown(Throwable cause) {
    return switch (cause) {
      case AttemptFailedException failed -> failed;
      case RuntimeException unexpected -> throw unexpected;
      case Error error -> throw new IllegalStateException(error.toString(), error);
      default -> throw new IllegalStateException(cause);
    };
  }

  private static String internal(RuntimeException e) {
    return "An error inside FleetPrompt (" + e.getClass().getSimpleName() + "); see its log.";
  }
}
