package dev.fleetprompt.capability.connectors.mail;

import dev.fleetprompt.platform.connections.ConnectionException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The config of a mail connection.
 *
 * @param user for signing in; empty where the server asks for nothing
 * @param from whom mails are from
 * @param to who gets them unless a mail names others
 */
record MailServer(
    String host,
    int port,
    Security security,
    String user,
    InternetAddress from,
    List<InternetAddress> to) {
  static final int MOST_RECIPIENTS = 20;

  /** How the connection is encrypted. */
  enum Security {
    /** Begins in the clear and must turn to TLS before anything is said. */
    STARTTLS(587),
    /** TLS from the first byte. */
    TLS(465),
    /** Never: for a server on one's own network. */
    NONE(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }
  }

  static MailServer of(ObjectNode config) {
    Security security =
        switch (config.path("security").asString("starttls")) {
          case "starttls" -> Security.STARTTLS;
          case "tls" -> Security.TLS;
          case "none" -> Security.NONE;
          default ->
              throw new ConnectionException(
                  "mail.security_unknown", "The security is one of starttls, tls and none.");
        };
    List<InternetAddress> to = new ArrayList<>();
    for (JsonNode address : config.path("to").values()) {
      to.add(address(address.asString("")));
    }
    if (to.isEmpty() || to.size() > MOST_RECIPIENTS) {
      throw new ConnectionException(
          "mail.recipients_missing",
          "The config needs 1 to %d addresses to send to.".formatted(MOST_RECIPIENTS));
    }
    return new MailServer(
        config.path("host").asString(""),
        config.path("port").asInt(security.port),
        security,
        config.path("user").asString("").strip(),
        address(config.path("from").asString("")),
        List.copyOf(to));
  }

  /** With {@code smtps} where a password would travel encrypted. */
  URI address() {
    try {
      return new URI(
          security == Security.NONE ? "smtp" : "smtps", null, host, port, null, null, null);
    } catch (URISyntaxException e) {
      throw new ConnectionException(
          "mail.host_malformed", "The host is a server's name, such as mail.example.com.");
    }
  }

  /** One bare address or one with a name, such as {@code Ann <ann@example.com>}. */
  static InternetAddress address(String text) {
    try {
      if (text.chars().noneMatch(Character::isISOControl) && text.length() <= 320) {
        InternetAddress[] addresses = InternetAddress.parse(text, true);
        if (addresses.length == 1 && !addresses[0].isGroup()) {
          addresses[0].validate();
          if (addresses[0].getAddress().indexOf('@') > 0) {
            return addresses[0];
          }
        }
      }
    } catch (AddressException e) {
      // Said below.
    }
    throw new ConnectionException(
        "mail.address_malformed", "A mail address looks like ann@example.com; give one at a time.");
  }
}
