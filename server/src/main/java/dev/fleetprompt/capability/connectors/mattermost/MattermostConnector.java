package dev.fleetprompt.capability.connectors.mattermost;

import dev.fleetprompt.platform.connections.ConnectionCheck;
import dev.fleetprompt.platform.connections.Connector;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.connections.CredentialSchema;
import dev.fleetprompt.platform.connections.OpenConnection;
import dev.fleetprompt.platform.connections.TestMessage;
import dev.fleetprompt.platform.egress.Egress;
import dev.fleetprompt.platform.egress.EgressFailure;
import dev.fleetprompt.platform.egress.EgressRequest;
import dev.fleetprompt.platform.egress.EgressResponse;
import dev.fleetprompt.platform.limits.Rate;
import dev.fleetprompt.platform.schemas.ExactJson;
import java.net.URI;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Mattermost by incoming webhook: posting only, no reading. */
@Component
final class MattermostConnector implements Connector {
  static final ConnectorName NAME = new ConnectorName("mattermost");

  private final Egress egress;

  MattermostConnector(Egress egress) {
    this.egress = egress;
  }

  @Override
  public ConnectorName name() {
    return NAME;
  }

  @Override
  public CredentialSchema credential() {
    return new CredentialSchema(
        "Incoming webhook address",
        "In Mattermost: Integrations, Incoming Webhooks, Add. Copy the address it shows.",
        false);
  }

  @Override
  public String summary() {
    return "Posts messages to channels, by incoming webhook.";
  }

  @Override
  public Optional<TestMessage> testMessage(String connection, String text) {
    return Optional.of(
        new TestMessage(
            "mattermost.post",
            ExactJson.mapper().createObjectNode().put("connection", connection).put("text", text)));
  }

  @Override
  public Rate rate() {
    return new Rate(5, 10);
  }

  @Override
  public URI address(ObjectNode config, String credential) {
    return Webhook.parse(credential).uri();
  }

  /**
   * Asks the server for its state. A webhook cannot be tested without posting, and the check says
   * so.
   */
  @Override
  public ConnectionCheck check(OpenConnection connection) {
    URI ping = Webhook.parse(connection.revealCredential()).ping();
    try {
      EgressResponse answer = egress.read(EgressRequest.get(ping), connection.policy());
      if (answer.isSuccess() && answer.text().contains("\"OK\"")) {
        return new ConnectionCheck.Passed(
            "Mattermost answers at %s. Whether the webhook is valid shows with the first post."
                .formatted(connection.connection().address()));
      }
      return new ConnectionCheck.Failed(
          "%s answers, but not like a healthy Mattermost (status %d). Check that the address is a Mattermost server's and that the server is up."
              .formatted(connection.connection().address(), answer.status()));
    } catch (EgressFailure e) {
      return new ConnectionCheck.Failed(e.getMessage());
    }
  }
}
