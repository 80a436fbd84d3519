package dev.fleetprompt.capability.connectors.outcome;

import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.OpenConnection;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.RetryableFailureException;
import dev.fleetprompt.platform.directives.UnknownOutcomeException;
import dev.fleetprompt.platform.egress.Egress;
import dev.fleetprompt.platform.egress.EgressFailure;
import dev.fleetprompt.platform.egress.EgressRequest;
import dev.fleetprompt.platform.egress.EgressResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sends an effect once and judges what became of it. Nothing sent: retryable, or final where only a
 * person can cure it. Sent without a status line: unknown. By status: 2xx happened; 408 and 429
 * retryable with Retry-After; 501 and other 4xx final; 301, 307 and 308 final, because no redirect
 * is followed; everything else unknown, because the other side may have acted before it stumbled.
 */
@Component
public class EffectSender {
  private final Egress egress;
  private final Connections connections;
  private final Clock clock;

  EffectSender(Egress egress, Connections connections, Clock clock) {
    this.egress = egress;
    this.connections = connections;
    this.clock = clock;
  }

  /**
   * Sends within the connection's rate and as long as the attempt still owns its directive. Records
   * whether the connection works.
   *
   * @param refusal words for a final answer of the provider
   * @return an answer of status 2xx; its body is empty when it was cut after the status line
   */
  public EgressResponse send(
      OpenConnection connection, EgressRequest request, Attempt attempt, Refusal refusal)
      throws AttemptFailedException {
    acquire(connection);
    try {
      EgressResponse answer = judge(connection, exchange(connection, request, attempt), refusal);
      connections.reportWorking(connection.connection());
      return answer;
    } catch (FinalFailureException e) {
      if (Refusal.concernsConnection(e)) {
        connections.reportFailing(connection.connection(), e.getMessage());
      }
      throw e;
    }
  }

  /** Takes one call from the connection's rate, or says when the next one may go out. */
  public void acquire(OpenConnection connection) throws RetryableFailureException {
    Optional<Duration> wait = connections.acquire(connection.connection());
    if (wait.isPresent()) {
      throw new RetryableFailureException(
          "rate_limited",
          "The rate limit of the " + connection + " is used up for the moment; it goes out later.",
          wait.get());
    }
  }

  /** What it means that nothing was sent. */
  public static AttemptFailedException notSent(EgressFailure.BeforeSending failure) {
    return failure.reason().mayPass()
        ? new RetryableFailureException(code(failure), failure.getMessage())
        : new FinalFailureException(code(failure), failure.getMessage());
  }

  private EgressResponse exchange(OpenConnection connection, EgressRequest request, Attempt attempt)
      throws AttemptFailedException {
    try {
      return egress.send(request, connection.policy(), attempt::beforeSending);
    } catch (EgressFailure.BeforeSending e) {
      throw notSent(e);
    } catch (EgressFailure.SentNoAnswer e) {
      throw new UnknownOutcomeException(code(e), e.getMessage());
    } catch (EgressFailure.AnswerCut e) {
      // The status line decides; the rest of the answer would only have told more.
      return e.head();
    } catch (EgressFailure e) {
      throw new AssertionError("EgressFailure is sealed", e);
    }
  }

  private EgressResponse judge(OpenConnection connection, EgressResponse answer, Refusal refusal)
      throws AttemptFailedException {
    int status = answer.status();
    if (answer.isSuccess()) {
      return answer;
    }
    if (status == 408 || status == 429) {
      Optional<Duration> wait =
          answer.header("retry-after").flatMap(text -> RetryAfter.parse(text, clock.instant()));
      throw new RetryableFailureException(
          "http_" + status,
          "The %s answered %d and asks to try again%s."
              .formatted(
                  connection,
                  status,
                  wait.map(w -> " after " + w.toSeconds() + " s").orElse(" later")),
          wait.orElse(null));
    }
    if (status == 501 || (status >= 400 && status < 500)) {
      throw refusal.of(answer);
    }
    if (status == 301 || status == 307 || status == 308) {
      throw new FinalFailureException(
          "http_" + status,
          "The %s answered %d: its address has moved. An effect follows no redirect; connect the new address."
              .formatted(connection, status));
    }
    throw new UnknownOutcomeException(
        "http_" + status,
        "The %s answered %d; it may or may not have acted on the request. Look there, then say what happened."
            .formatted(connection, status));
  }

  private static String code(EgressFailure failure) {
    return failure.code().replace('.', '_');
  }
}
