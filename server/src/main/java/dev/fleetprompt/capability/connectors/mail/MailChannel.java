package dev.fleetprompt.capability.connectors.mail;

import dev.fleetprompt.capability.connectors.Message;
import dev.fleetprompt.capability.connectors.MessageChannel;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.schemas.ExactJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Messages by mail; the other place that a message may name is an address. */
@Component
final class MailChannel implements MessageChannel {
  @Override
  public ConnectorName connector() {
    return MailConnector.NAME;
  }

  @Override
  public DirectiveName directive() {
    return SendMail.NAME;
  }

  @Override
  public boolean fits(String markdown) {
    return markdown.length() <= Mail.LONGEST_TEXT;
  }

  @Override
  public ObjectNode params(Message message) {
    ObjectNode params =
        ExactJson.mapper()
            .createObjectNode()
            .put("connection", message.connection())
            .put("subject", message.title())
            .put("text", message.text());
    message.to().ifPresent(address -> params.putArray("to").add(address));
    return params;
  }
}
