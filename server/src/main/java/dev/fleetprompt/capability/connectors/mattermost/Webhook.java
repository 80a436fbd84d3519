package dev.fleetprompt.capability.connectors.mattermost;

import dev.fleetprompt.platform.connections.ConnectionException;
import java.net.URI;
import java.util.regex.Pattern;

/** The address of an incoming webhook: a secret, because whoever knows it can post. */
record Webhook(URI uri) {
  private static final Pattern PATH = Pattern.compile("(/[\\w.~-]+)*/hooks/[A-Za-z0-9_-]{8,128}");

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
        "mattermost.webhook_malformed",
        "This is not the address of an incoming webhook. In Mattermost open Integrations, Incoming Webhooks, and copy the whole address; it looks like https://your-server/hooks/...");
  }

  /** Where the server says how it is; needs no credential and changes nothing. */
  URI ping() {
    String path = uri.getRawPath();
    return uri.resolve(path.substring(0, path.lastIndexOf("/hooks/")) + "/api/v4/system/ping");
  }

  @Override
  public String toString() {
    return "webhook of " + uri.getHost();
  }
}
