package dev.fleetprompt.capability.connectors.mattermost;

import dev.fleetprompt.capability.connectors.outcome.Refusal;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.egress.EgressResponse;
import dev.fleetprompt.platform.schemas.ExactJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Mattermost's error answers ({@code {"id", "message", "status_code"}}) in words that say what to
 * do. The ids are those of Mattermost's incoming webhook handler; its own message is left out
 * because it may repeat what was sent.
 */
final class MattermostRefusal implements Refusal {
  private final String channel;

  /**
   * @param channel the channel asked for, or empty text
   */
  MattermostRefusal(String channel) {
    this.channel = channel;
  }

  @Override
  public FinalFailureException of(EgressResponse answer) {
    String id = id(answer);
    int status = answer.status();
    if (id.contains("incoming_webhook.channel_locked")) {
      return failure(
          "channel_locked",
          "This webhook may only post to its own channel. Leave the channel out, or unlock the webhook in Mattermost.");
    }
    if (id.contains("incoming_webhook.channel") || id.contains("incoming_webhook.user.")) {
      return failure(
          "channel_not_found",
          "Mattermost knows no channel or user '"
              + channel
              + "'. Use the name in the channel's address, not its title, or leave the channel out.");
    }
    if (id.contains("incoming_webhook.permissions")) {
      return failure(
          "channel_forbidden",
          "The webhook's creator may not post to the channel '"
              + channel
              + "'. Add that person to the channel, or leave the channel out.");
    }
    if (id.contains("incoming_webhook.text") || id.contains("incoming_webhook.parse")) {
      return failure("post_malformed", "Mattermost could not read the post; change its text.");
    }
    if (status == 501 || id.contains("incoming_webhook.disabled")) {
      return failure(
          "webhooks_disabled",
          "Incoming webhooks are switched off on this Mattermost server. An administrator turns them on in the System Console, Integration Management.");
    }
    return switch (status) {
      case 400, 401, 403, 404, 410 ->
          failure(
              "webhook_invalid",
              "Mattermost refused the webhook (status "
                  + status
                  + "): it was deleted or disabled, or its address is wrong. Make a new one in Mattermost and connect again.");
      case 413 ->
          failure("post_too_large", "Mattermost refused the post as too large; shorten it.");
      default ->
          failure(
              "http_" + status,
              "Mattermost refused the post with status "
                  + status
                  + ". Look at the server's log, then send again.");
    };
  }

  private static FinalFailureException failure(String code, String message) {
    return new FinalFailureException(code, message);
  }

  private static String id(EgressResponse answer) {
    try {
      JsonNode id = ExactJson.read(answer.text()).path("id");
      return id.isString() ? id.stringValue() : "";
    } catch (JacksonException e) {
      return "";
    }
  }
}
