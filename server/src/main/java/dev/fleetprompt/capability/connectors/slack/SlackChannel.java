package dev.fleetprompt.capability.connectors.slack;

import dev.fleetprompt.capability.connectors.Message;
import dev.fleetprompt.capability.connectors.MessageChannel;
import dev.fleetprompt.capability.connectors.markdown.Markdown;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.schemas.ExactJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Messages to Slack. A webhook leads to one channel, so there is no other place to name. */
@Component
final class SlackChannel implements MessageChannel {
  /** Slack cuts a text above 40,000 characters. */
  static final int LONGEST = 39_000;

  @Override
  public ConnectorName connector() {
    return SlackConnector.NAME;
  }

  @Override
  public DirectiveName directive() {
    return PostToSlack.NAME;
  }

  @Override
  public boolean fits(String markdown) {
    return markdown.length() <= LONGEST && Markdown.slack(markdown).length() <= LONGEST;
  }

  @Override
  public ObjectNode params(Message message) {
    return ExactJson.mapper()
        .createObjectNode()
        .put("connection", message.connection())
        .put("text", message.text());
  }
}
