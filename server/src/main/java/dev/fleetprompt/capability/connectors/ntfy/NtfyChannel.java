package dev.fleetprompt.capability.connectors.ntfy;

import dev.fleetprompt.capability.connectors.Message;
import dev.fleetprompt.capability.connectors.MessageChannel;
import dev.fleetprompt.capability.connectors.markdown.Markdown;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.schemas.ExactJson;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Messages to ntfy; the other place that a message may name is a topic. */
@Component
final class NtfyChannel implements MessageChannel {
  /** ntfy makes an attachment of a message above 4,096 bytes. */
  static final int LARGEST = 4_000;

  private static final int LONGEST_MARKDOWN = 16_000;

  @Override
  public ConnectorName connector() {
    return NtfyConnector.NAME;
  }

  @Override
  public DirectiveName directive() {
    return PublishToNtfy.NAME;
  }

  @Override
  public boolean fits(String markdown) {
    return markdown.length() <= LONGEST_MARKDOWN && bytes(Markdown.narrow(markdown)) <= LARGEST;
  }

  @Override
  public ObjectNode params(Message message) {
    ObjectNode params =
        ExactJson.mapper()
            .createObjectNode()
            .put("connection", message.connection())
            .put("title", message.title())
            .put("text", message.text());
    message.to().ifPresent(topic -> params.put("topic", topic));
    return params;
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
