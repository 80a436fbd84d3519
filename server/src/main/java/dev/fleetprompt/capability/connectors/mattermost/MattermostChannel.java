package dev.fleetprompt.capability.connectors.mattermost;

import dev.fleetprompt.capability.connectors.Message;
import dev.fleetprompt.capability.connectors.MessageChannel;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.schemas.ExactJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Messages to Mattermost, whose Markdown is ours; the other place is a channel or a person. */
@Component
final class MattermostChannel implements MessageChannel {
  @Override
  public ConnectorName connector() {
    return MattermostConnector.NAME;
  }

  @Override
  public DirectiveName directive() {
    return PostToMattermost.NAME;
  }

  @Override
  public boolean fits(String markdown) {
    return markdown.length() <= Post.LONGEST_TEXT;
  }

  @Override
  public ObjectNode params(Message message) {
    ObjectNode params =
        ExactJson.mapper()
            .createObjectNode()
            .put("connection", message.connection())
            .put("text", message.text());
    message.to().ifPresent(channel -> params.put("channel", channel));
    return params;
  }
}
