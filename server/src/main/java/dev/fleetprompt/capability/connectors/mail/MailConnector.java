package dev.fleetprompt.capability.connectors.mail;

import dev.fleetprompt.platform.connections.ConnectionCheck;
import dev.fleetprompt.platform.connections.Connector;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.connections.CredentialSchema;
import dev.fleetprompt.platform.connections.OpenConnection;
import dev.fleetprompt.platform.connections.TestMessage;
import dev.fleetprompt.platform.egress.EgressFailure;
import dev.fleetprompt.platform.egress.Line;
import dev.fleetprompt.platform.limits.Rate;
import dev.fleetprompt.platform.schemas.ExactJson;
import jakarta.mail.MessagingException;
import java.net.URI;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Mail through an SMTP server: sending only. */
@Component
final class MailConnector implements Connector {
  static final ConnectorName NAME = new ConnectorName("mail");

  private static final String SETTINGS =
      """
      {
        "type": "object", "additionalProperties": false, "required": ["host", "from", "to"],
        "properties": {
          "host": {"type": "string", "minLength": 1, "maxLength": 253, "title": "Server",
            "description": "The mail server's name, such as smtp.example.com.", "x-ui": {"widget": "text", "order": 1}},
          "security": {"type": "string", "enum": ["starttls", "tls", "none"], "default": "starttls", "title": "Encryption",
            "description": "STARTTLS (usually port 587), TLS (465), or none, for a server on your own network.",
            "x-ui": {"widget": "select", "order": 2}},
          "port": {"type": "integer", "minimum": 1, "maximum": 65535, "title": "Port",
            "description": "587, 465 or 25 by the encryption, unless set.", "x-ui": {"widget": "number", "order": 3}},
          "user": {"type": "string", "maxLength": 320, "title": "User",
            "description": "For signing in; empty where the server asks for nothing.", "x-ui": {"widget": "text", "order": 4}},
          "from": {"type": "string", "minLength": 3, "maxLength": 320, "title": "From",
            "description": "An address that this user may send from.", "x-ui": {"widget": "text", "order": 5}},
          "to": {"type": "array", "minItems": 1, "maxItems": 20, "title": "To",
            "description": "Who gets the mails, unless something else is said.", "x-ui": {"widget": "list", "order": 6},
            "items": {"type": "string", "minLength": 3, "maxLength": 320}}
        }
      }
      """;

  private final MailLines lines;
  private final MailChannel channel;

  MailConnector(MailLines lines, MailChannel channel) {
    this.lines = lines;
    this.channel = channel;
  }

  @Override
  public ConnectorName name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Mail";
  }

  @Override
  public ObjectNode settings() {
    return (ObjectNode) ExactJson.read(SETTINGS);
  }

  @Override
  public String summary() {
    return "Sends mail through an SMTP server.";
  }

  @Override
  public Optional<TestMessage> testMessage(String connection, String text) {
    return channel.test(connection, text);
  }

  @Override
  public CredentialSchema credential() {
    return new CredentialSchema(
        "Password",
        "The user's password at the mail server; many providers want an app password, made in the account's security settings.",
        true);
  }

  @Override
  public Rate rate() {
    return new Rate(1, 10);
  }

  @Override
  public URI address(ObjectNode config, String credential) {
    return MailServer.of(config).address();
  }

  /** Signs in and leaves again; sends nothing. */
  @Override
  public ConnectionCheck check(OpenConnection connection) {
    MailServer server = MailServer.of(connection.connection().config());
    String address = connection.connection().address();
    try (Line line = lines.open(connection, server)) {
      SmtpSession session = SmtpSession.over(line, server, connection.revealCredential(), null);
      try {
        session.connect(line.socket());
        session.close();
        return new ConnectionCheck.Passed(
            server.user().isEmpty()
                ? "%s is a mail server and answers; nothing was sent.".formatted(address)
                : "%s is a mail server and let the user in; nothing was sent.".formatted(address));
      } catch (MessagingException e) {
        return new ConnectionCheck.Failed(
            String.valueOf(SmtpFailure.of(e, session, address).getMessage()));
      }
    } catch (EgressFailure e) {
      return new ConnectionCheck.Failed(e.getMessage());
    }
  }
}
