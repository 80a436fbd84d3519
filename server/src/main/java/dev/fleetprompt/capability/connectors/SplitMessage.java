package dev.fleetprompt.capability.connectors;

import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionFailedException;
import dev.fleetprompt.platform.functions.FunctionName;
import dev.fleetprompt.platform.functions.Reach;
import dev.fleetprompt.platform.functions.TaskFunction;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code message.split}: tells what a connection leads to, and cuts a Markdown text into messages
 * that fit there.
 */
@Component
final class SplitMessage implements TaskFunction<SplitMessage.Order, SplitMessage.Parts> {
  private static final String CONFIGURATION =
      "https://serverlessworkflow.io/spec/1.0.0/errors/configuration";

  private final Messages messages;

  SplitMessage(Messages messages) {
    this.messages = messages;
  }

  /**
   * What to cut.
   *
   * @param text Markdown
   */
  record Order(
      @Size(min = 1, max = 100) String connection, @Size(min = 1, max = 100_000) String text) {}

  /**
   * The messages.
   *
   * @param connector what the connection leads to, such as {@code slack}
   * @param parts at least one
   */
  record Parts(String connector, List<String> parts) {}

  @Override
  public FunctionName name() {
    return new FunctionName("message.split");
  }

  @Override
  public Reach reach() {
    return Reach.LOCAL;
  }

  @Override
  public Class<Order> input() {
    return Order.class;
  }

  @Override
  public Parts call(Order order, CallContext context) throws FunctionFailedException {
    try {
      MessageChannel channel = messages.channel(context.tenant(), order.connection());
      return new Parts(
          channel.connector().value(), new Splitting(channel::fits).parts(order.text()));
    } catch (ConnectionException e) {
      throw new FunctionFailedException(CONFIGURATION, 404, String.valueOf(e.getMessage()));
    }
  }
}
