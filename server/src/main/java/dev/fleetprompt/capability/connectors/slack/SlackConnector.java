package dev.fleetprompt.capability.connectors.slack;

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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Slack by incoming webhook: posting only, no reading. */
@Component
final class SlackConnector implements Connector {
  static final ConnectorName NAME = new ConnectorName("slack");

  /** What Slack says to a post without text when the webhook itself is good. */
  private static final Set<String> ONLY_THE_TEXT_IS_MISSING =
      Set.of("no_text", "invalid_payload", "missing_text_or_fallback_or_attachments");

  private final Egress egress;
  private final SlackChannel channel;

  SlackConnector(Egress egress, SlackChannel channel) {
    this.egress = egress;
    this.channel = channel;
  }

  @Override
  public ConnectorName name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Slack";
  }

  @Override
  public String summary() {
    return "Posts messages to a channel, by incoming webhook.";
  }

  @Override
  public Optional<TestMessage> testMessage(String connection, String text) {
    return channel.test(connection, text);
  }

  @Override
  public CredentialSchema credential() {
    return new CredentialSchema(
        "Webhook address",
        "In your Slack app: Incoming Webhooks, Add New Webhook to Workspace, choose a channel. Copy the address it shows.",
        false);
  }

  /** Slack allows about one message a second, and short bursts. */
  @Override
  public Rate rate() {
    return new Rate(1, 5);
  }

  @Override
  public URI address(ObjectNode config, String credential) {
    return Webhook.parse(credential).uri();
  }

  /** Sends a post without text, which Slack refuses without showing anything: by its answer. */
  @Override
  public ConnectionCheck check(OpenConnection connection) {
    Webhook webhook = Webhook.parse(connection.revealCredential());
    EgressRequest empty =
        EgressRequest.post(
            webhook.uri(), "application/json", "{}".getBytes(StandardCharsets.UTF_8));
    try {
      EgressResponse answer = egress.send(empty, connection.policy(), () -> {});
      if (answer.status() == 400 && ONLY_THE_TEXT_IS_MISSING.contains(SlackRefusal.word(answer))) {
        return new ConnectionCheck.Passed("Slack knows this webhook; nothing was posted.");
      }
      if (answer.status() >= 400 && answer.status() < 500 && answer.status() != 429) {
        return new ConnectionCheck.Failed(
            String.valueOf(new SlackRefusal().of(answer).getMessage()));
      }
      return new ConnectionCheck.Failed(
          "%s answers, but not like Slack (status %d). Check the address, and try again later."
              .formatted(connection.connection().address(), answer.status()));
    } catch (EgressFailure e) {
      return new ConnectionCheck.Failed(e.getMessage());
    }
  }
}
