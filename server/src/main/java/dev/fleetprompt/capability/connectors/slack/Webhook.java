package dev.fleetprompt.capability.connectors.slack;

import dev.fleetprompt.platform.connections.ConnectionException;
import java.net.URI;
import java.util.regex.Pattern;

/** The address of an incoming webhook: a secret, because whoever knows it can post. */
record Webhook(URI uri) {
  private static final Pattern PATH =
      Pattern.compile("/services/[A-Za-z0-9]{1,40}/[A-Za-z0-9]{1,40}/[A-Za-z0-9]{8,128}");

  static Webhook parse(String address) {
    try {
      URI uri = URI.create(address.strip());
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      if (web
          && uri.getHost() != null
          && uri.getRawQuery() == null
          && uri.getRawPath() != null
          && PATH.matcher(uri.getRawPath()).matches()) {
        return new Webhook(uri);
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the text: it may hold the token.
    }
    throw new ConnectionException(
        "slack.webhook_malformed",
        "This is not the address of a Slack webhook. In your Slack app open Incoming Webhooks, Add New Webhook to Workspace, and copy the whole address; it looks like https://hooks.slack.com/services/T.../B.../...");
  }

  @Override
  public String toString() {
    return "webhook of " + uri.getHost();
  }
}
