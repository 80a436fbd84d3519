package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.connections.ConnectRequest;
import dev.fleetprompt.platform.connections.Connected;
import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.connections.ConnectionCheck;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.Request;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The demonstration's connection to Mattermost: a given webhook, else what an earlier run
 * connected, else the local receiver.
 */
@Component
final class DemoConnection {
  static final String NAME = "mattermost";
  private static final String LOOPBACK = "127.0.0.1";

  private final Connections connections;
  private final LocalReceiver receiver;

  DemoConnection(Connections connections, LocalReceiver receiver) {
    this.connections = connections;
    this.receiver = receiver;
  }

  void connect(Organization organization, Request.Demo request, Console console) {
    Optional<Connection> known = connections.find(organization.id(), NAME);
    if (request.webhook().isPresent()) {
      Connected connected =
          connect(organization, request.webhook().get(), request.allowPrivateAddress());
      console.say(
          "Mattermost    connected to %s (%s)",
          connected.connection().address(), String.join(", ", connected.resolvesTo()));
      check(organization, console);
    } else if (known.isPresent() && !isLocal(known.get())) {
      console.say("Mattermost    connected to %s by an earlier run", known.get().address());
    } else {
      Connected connected = connect(organization, receiver.open().toString(), true);
      console.say(
          "Mattermost    no webhook given: a local receiver at %s shows what is posted",
          connected.connection().address());
    }
  }

  private Connected connect(Organization organization, String webhook, boolean allowPrivate) {
    try {
      return connected(organization, webhook, allowPrivate);
    } catch (ConnectionException e) {
      if (e.code().equals("connection.address_private")) {
        throw new DemoException(e.getMessage() + " The option is --allow-private.", e);
      }
      throw e;
    }
  }

  private Connected connected(Organization organization, String webhook, boolean allowPrivate) {
    return connections.connect(
        organization.id(),
        new ConnectRequest(
            new ConnectorName("mattermost"),
            NAME,
            ExactJson.mapper().createObjectNode(),
            Optional.of(SecretValue.of(webhook)),
            allowPrivate),
        DigestInstallation.OPERATOR);
  }

  private void check(Organization organization, Console console) {
    switch (connections.check(organization.id(), NAME)) {
      case ConnectionCheck.Passed passed -> console.say("              " + passed.message());
      case ConnectionCheck.Failed failed -> console.warn("              " + failed.message());
    }
  }

  private boolean isLocal(Connection connection) {
    return connection.host().equals(LOOPBACK) && receiver.isRunning();
  }
}
