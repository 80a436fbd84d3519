package dev.fleetprompt.capability.connectors;

import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.directives.DirectiveRequest;
import dev.fleetprompt.platform.directives.Requester;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says how a message goes out through a connection, whatever that leads to. */
@Component
public class Messages {
  private static final int MOST = 1_000;

  private final Connections connections;
  private final Map<ConnectorName, MessageChannel> channels;

  Messages(Connections connections, Collection<MessageChannel> channels) {
    this.connections = connections;
    this.channels =
        channels.stream()
            .collect(Collectors.toUnmodifiableMap(MessageChannel::connector, Function.identity()));
  }

  /** The connectors whose connections take messages, in the order of their names. */
  public List<ConnectorName> connectors() {
    return channels.keySet().stream()
        .sorted(java.util.Comparator.comparing(ConnectorName::value))
        .toList();
  }

  /** A tenant's connections that take messages now, by name; at most 1,000. */
  public List<Connection> connections(TenantId tenant) {
    List<Connection> fitting = new ArrayList<>();
    String after = null;
    List<Connection> page;
    do {
      page = connections.list(tenant, after, Connections.LONGEST_PAGE);
      page.stream()
          .filter(connection -> connection.status() != Connection.Status.REVOKED)
          .filter(connection -> channels.containsKey(connection.connector()))
          .forEach(fitting::add);
      after = page.isEmpty() ? after : page.getLast().name();
    } while (page.size() == Connections.LONGEST_PAGE && fitting.size() < MOST);
    return fitting.stream().limit(MOST).toList();
  }

  /**
   * What a connection leads to.
   *
   * @throws ConnectionException when there is no such connection, it was revoked, or it takes no
   *     messages
   */
  public MessageChannel channel(TenantId tenant, String connection) {
    Connection found =
        connections
            .find(tenant, connection)
            .orElseThrow(() ->
                new ConnectionException(
                    "connection.not_found",
                    "There is no connection '%s'; connect it first or correct the name."
                        .formatted(connection)));
    if (found.status() == Connection.Status.REVOKED) {
      throw new ConnectionException(
          "connection.revoked",
          "The connection '%s' was revoked; connect it again.".formatted(connection));
    }
    MessageChannel channel = channels.get(found.connector());
    if (channel == null) {
      throw new ConnectionException(
          "connection.no_channel",
          "The connection '%s' is one of %s, which shows no messages; name one of %s."
              .formatted(connection, found.connector(), connectors()));
    }
    return channel;
  }

  /**
   * The request that sends a message that fits its channel.
   *
   * @param key the business key
   * @throws ConnectionException like {@link #channel}
   */
  public DirectiveRequest request(
      TenantId tenant, Message message, String key, String reason, Requester requester) {
    MessageChannel channel = channel(tenant, message.connection());
    return DirectiveRequest.of(
        channel.directive().value(), channel.params(message), key, reason, requester);
  }
}
