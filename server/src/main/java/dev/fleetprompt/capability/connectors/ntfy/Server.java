package dev.fleetprompt.capability.connectors.ntfy;

import dev.fleetprompt.platform.connections.ConnectionException;
import java.net.URI;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a connection publishes.
 *
 * @param base the server's address, without path
 * @param topic where to, unless a message names another topic
 */
record Server(URI base, String topic) {
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  static Server of(ObjectNode config) {
    String topic = config.path("topic").asString("");
    if (!isTopic(topic)) {
      throw new ConnectionException(
          "ntfy.topic_malformed",
          "The config needs a topic of 1 to 64 letters, digits, '_' and '-', such as {\"topic\": \"shop-alerts\"}.");
    }
    return new Server(base(config.path("server").asString("https://ntfy.sh")), topic);
  }

  static boolean isTopic(String text) {
    return TOPIC.matcher(text).matches();
  }

  URI path(String path) {
    return base.resolve(path);
  }

  private static URI base(String text) {
    try {
      URI base = URI.create(text.strip());
      boolean web =
          "https".equalsIgnoreCase(base.getScheme()) || "http".equalsIgnoreCase(base.getScheme());
      boolean bare = base.getRawPath() == null || base.getRawPath().matches("/?");
      if (web
          && bare
          && base.getHost() != null
          && base.getRawQuery() == null
          && base.getRawUserInfo() == null) {
        return base;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new ConnectionException(
        "ntfy.server_malformed",
        "The server is an address without path, such as https://ntfy.sh or https://ntfy.example.com.");
  }
}
