package dev.fleetprompt.platform.connections;

import dev.fleetprompt.platform.schemas.JsonBounds;
import dev.fleetprompt.platform.schemas.JsonSchema;
import dev.fleetprompt.platform.schemas.Problem;
import dev.fleetprompt.platform.vault.SecretScan;
import dev.fleetprompt.platform.vault.SecretValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** What a connection must be like. */
final class ConnectionRules {

  private static final int LONGEST_NAME = 100;

  private static final JsonBounds CONFIG = new JsonBounds(16 * 1024, 16);

  private ConnectionRules() {}

  static void requireCredential(Connector connector, Optional<SecretValue> credential) {
    if (credential.isEmpty() && !connector.credential().optional()) {
      throw new ConnectionException(
          "connection.credential_missing",
          "The connector " + connector.name() + " needs: " + connector.credential().title() + ".");
    }
  }

  static void checkName(String name) {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)
        || SecretScan.kindIn(name).isPresent()) {
      throw new ConnectionException(
          "connection.name_invalid",
          "A connection's name has 1 to 100 printable characters and is no address or secret.");
    }
  }

  static void checkConfig(Connector connector, ObjectNode config) {
    CONFIG
        .violation(config)
        .ifPresent(why -> {
          throw new ConnectionException(
              "connection.config_invalid", "The connection's config " + why + ".");
        });
    List<Problem> problems = JsonSchema.of(connector.settings()).problems(config);
    if (!problems.isEmpty()) {
      throw new ConnectionException(
          "connection.config_invalid",
          "The config of %s does not fit: %s."
              .formatted(
                  connector.title(),
                  problems.stream().map(Problem::toString).collect(Collectors.joining("; "))));
    }
    SecretScan.firstIn(config)
        .ifPresent(finding -> {
          throw new ConnectionException(
              "connection.config_holds_secret",
              "The connection's config seems to hold a secret at '%s' (%s); give it as the credential instead."
                  .formatted(finding.pointer(), finding.kind()));
        });
  }

  static void requireSameConnector(Connection existing, ConnectRequest request) {
    if (!existing.connector().equals(request.connector())) {
      throw new ConnectionException(
          "connection.name_taken",
          "The name '%s' belongs to a connection of %s; choose another."
              .formatted(request.name(), existing.connector()));
    }
  }

  static ConnectionException notFound(String name) {
    return new ConnectionException(
        "connection.not_found",
        "There is no connection '" + name + "'; connect it first or correct the name.");
  }
}
