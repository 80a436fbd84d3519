package dev.fleetprompt.capability.connectors.ntfy;

import dev.fleetprompt.capability.connectors.outcome.Refusal;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.egress.EgressResponse;

/** ntfy's refusals in words that say what to do. Its statuses say all that its codes do. */
record NtfyRefusal(String topic) implements Refusal {
  @Override
  public FinalFailureException of(EgressResponse answer) {
    return switch (answer.status()) {
      case 401 ->
          new FinalFailureException(
              "webhook_token_invalid",
              "ntfy does not know this access token; make a new one under Account, Access tokens, and connect again.");
      case 403 ->
          new FinalFailureException(
              "topic_forbidden",
              "This token may not publish to the topic '%s'. Allow it on the server, or use another topic."
                  .formatted(topic));
      case 404 ->
          new FinalFailureException(
              "webhook_not_ntfy", "There is no ntfy at this address; correct the server.");
      case 413 ->
          new FinalFailureException(
              "post_too_large", "ntfy refused the notice as too large; shorten it.");
      default ->
          new FinalFailureException(
              "http_" + answer.status(),
              "ntfy refused the notice with status %d. Look at the server's log, then send again."
                  .formatted(answer.status()));
    };
  }
}
