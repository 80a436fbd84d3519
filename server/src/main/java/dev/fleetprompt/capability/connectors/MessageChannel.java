package dev.fleetprompt.capability.connectors;

import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.connections.TestMessage;
import dev.fleetprompt.platform.directives.DirectiveName;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** An outside system that shows a message to people. Registered as a bean beside its connector. */
public interface MessageChannel {
  ConnectorName connector();

  /** The directive that posts. */
  DirectiveName directive();

  /** Whether a Markdown text of this length and make fits into one message. */
  boolean fits(String markdown);

  /** The params of the directive that posts the message. */
  ObjectNode params(Message message);

  /** A message that shows that a connection works. */
  default Optional<TestMessage> test(String connection, String text) {
    Message message = new Message(connection, "Test from FleetPrompt", text, Optional.empty());
    return Optional.of(new TestMessage(directive().value(), params(message)));
  }
}
