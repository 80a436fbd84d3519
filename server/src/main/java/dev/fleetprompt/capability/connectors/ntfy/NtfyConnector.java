package dev.fleetprompt.capability.connectors.ntfy;

import dev.fleetprompt.platform.connections.ConnectionCheck;
import dev.fleetprompt.platform.connections.Connector;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.connections.CredentialSchema;
import dev.fleetprompt.platform.connections.OpenConnection;
import dev.fleetprompt.platform.connections.TestMessage;
import dev.fleetprompt.platform.egress.Egress;
import dev.fleetprompt.platform.egress.EgressFailure;
import dev.fleetprompt.platform.egress.EgressRequest;
import dev.fleetprompt.platform.egress.EgressRequest.Method;
import dev.fleetprompt.platform.egress.EgressResponse;
import dev.fleetprompt.platform.egress.Header;
import dev.fleetprompt.platform.limits.Rate;
import dev.fleetprompt.platform.schemas.ExactJson;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** ntfy, at ntfy.sh or on a server of one's own. */
@Component
final class NtfyConnector implements Connector {
  static final ConnectorName NAME = new ConnectorName("ntfy");

  private static final String SETTINGS =
      """
      {
        "type": "object", "additionalProperties": false, "required": ["topic"],
        "properties": {
          "server": {"type": "string", "maxLength": 300, "default": "https://ntfy.sh", "title": "Server",
            "description": "The address of the ntfy server.", "x-ui": {"widget": "text", "order": 1}},
          "topic": {"type": "string", "minLength": 1, "maxLength": 64, "title": "Topic",
            "description": "Where notices go. On a public server everybody who guesses the topic can read it: choose a long random one.",
            "x-ui": {"widget": "text", "order": 2}}
        }
      }
      """;

  private final Egress egress;
  private final NtfyChannel channel;

  NtfyConnector(Egress egress, NtfyChannel channel) {
    this.egress = egress;
    this.channel = channel;
  }

  @Override
  public ConnectorName name() {
    return NAME;
  }

  @Override
  public String title() {
    return "ntfy";
  }

  @Override
  public ObjectNode settings() {
    return (ObjectNode) ExactJson.read(SETTINGS);
  }

  @Override
  public String summary() {
    return "Sends notices to phones and desktops.";
  }

  @Override
  public Optional<TestMessage> testMessage(String connection, String text) {
    return channel.test(connection, text);
  }

  @Override
  public CredentialSchema credential() {
    return new CredentialSchema(
        "Access token",
        "In ntfy: Account, Access tokens, Create. Needed where the topic is protected.",
        true);
  }

  @Override
  public Rate rate() {
    return new Rate(1, 20);
  }

  @Override
  public URI address(ObjectNode config, String credential) {
    return Server.of(config).base();
  }

  /** Asks for the server's health, and whether it knows the token; publishes nothing. */
  @Override
  public ConnectionCheck check(OpenConnection connection) {
    Server server = Server.of(connection.connection().config());
    try {
      EgressResponse health =
          egress.read(EgressRequest.get(server.path("/v1/health")), connection.policy());
      if (!health.isSuccess() || !health.text().contains("\"healthy\":true")) {
        return new ConnectionCheck.Failed(
            "%s answers, but not like a healthy ntfy (status %d). Check the server's address."
                .formatted(connection.connection().address(), health.status()));
      }
      if (connection.revealCredential().isEmpty()) {
        return new ConnectionCheck.Passed(
            "ntfy is up at %s. Whether the topic is open shows with the first notice."
                .formatted(connection.connection().address()));
      }
      EgressResponse account =
          egress.read(
              new EgressRequest(
                  Method.GET, server.path("/v1/account"), authorization(connection), new byte[0]),
              connection.policy());
      return account.isSuccess()
          ? new ConnectionCheck.Passed(
              "ntfy is up at %s and knows the access token."
                  .formatted(connection.connection().address()))
          : new ConnectionCheck.Failed(
              String.valueOf(new NtfyRefusal(server.topic()).of(account).getMessage()));
    } catch (EgressFailure e) {
      return new ConnectionCheck.Failed(e.getMessage());
    }
  }

  static List<Header> authorization(OpenConnection connection) {
    String token = connection.revealCredential().strip();
    return token.isEmpty() ? List.of() : List.of(new Header("Authorization", "Bearer " + token));
  }
}
