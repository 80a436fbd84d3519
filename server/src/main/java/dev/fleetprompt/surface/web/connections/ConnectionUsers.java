package dev.fleetprompt.surface.web.connections;

import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tells which installations name a connection in their configuration. */
@Component
final class ConnectionUsers {

  private final Installations installations;

  ConnectionUsers(Installations installations) {
    this.installations = installations;
  }

  /** Names of packages. */
  List<String> of(Connection connection) {
    return installations.list(connection.tenant()).stream()
        .filter(installation -> installation.status().live())
        .filter(installation -> names(installation, connection.name()))
        .map(installation -> installation.name().toString())
        .toList();
  }

  private static boolean names(Installation installation, String connection) {
    for (JsonNode value : installation.configuration()) {
      if (value.isString() && value.stringValue().equals(connection)) {
        return true;
      }
    }
    return false;
  }
}
