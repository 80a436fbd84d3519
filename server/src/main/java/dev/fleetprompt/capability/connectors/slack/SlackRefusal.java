package dev.fleetprompt.capability.connectors.slack;

import dev.fleetprompt.capability.connectors.outcome.Refusal;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.egress.EgressResponse;

/** Slack's error texts for incoming webhooks in words that say what to do. */
final class SlackRefusal implements Refusal {
  /** Slack's own words are one short token; anything else is left out. */
  private static final int LONGEST_WORD = 60;

  @Override
  public FinalFailureException of(EgressResponse answer) {
    String word = word(answer);
    return switch (word) {
      case "no_service",
          "no_service_id",
          "no_team",
          "team_disabled",
          "invalid_token",
          "no_active_hooks" ->
          failure(
              "webhook_invalid",
              "Slack knows this webhook no more (%s): it was removed, or its app or workspace is gone. Add a new one in your Slack app and connect again."
                  .formatted(word));
      case "channel_not_found" ->
          failure(
              "webhook_channel_gone",
              "The webhook's channel no longer exists. Add a webhook for another channel and connect again.");
      case "channel_is_archived" ->
          failure(
              "webhook_channel_archived",
              "The webhook's channel is archived. Unarchive it in Slack, or add a webhook for another channel and connect again.");
      case "action_prohibited", "posting_to_general_channel_denied", "user_not_found" ->
          failure(
              "webhook_forbidden",
              "Slack does not let this webhook post (%s): an administrator restricts the channel or the app. Ask them, or add a webhook for another channel."
                  .formatted(word));
      case "invalid_payload",
          "no_text",
          "too_many_attachments",
          "missing_text_or_fallback_or_attachments" ->
          failure(
              "post_malformed", "Slack could not read the post (" + word + "); change its text.");
      case "msg_too_long" ->
          failure("post_too_large", "Slack refused the post as too long; shorten it.");
      default -> byStatus(answer.status());
    };
  }

  private static FinalFailureException byStatus(int status) {
    return switch (status) {
      case 401, 403, 404, 410 ->
          failure(
              "webhook_invalid",
              "Slack refused the webhook (status %d): it was removed, or its address is wrong. Add a new one in your Slack app and connect again."
                  .formatted(status));
      case 413 -> failure("post_too_large", "Slack refused the post as too large; shorten it.");
      default ->
          failure(
              "http_" + status,
              "Slack refused the post with status %d. Look at status.slack.com, then send again."
                  .formatted(status));
    };
  }

  static String word(EgressResponse answer) {
    String text = answer.text().strip();
    return text.length() <= LONGEST_WORD && text.matches("[a-z_]+") ? text : "";
  }

  private static FinalFailureException failure(String code, String message) {
    return new FinalFailureException(code, message);
  }
}
