package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.connections.Connection.Status;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The properties of a package's configuration that name connections. */
final class ConnectionProperties {

  private static final int MOST_NAMED = 10;

  private final Manifest manifest;
  private final JsonNode configuration;

  ConnectionProperties(Manifest manifest, JsonNode configuration) {
    this.manifest = manifest;
    this.configuration = configuration;
  }

  /** The connections that are named, in the order of the properties. */
  List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    properties()
        .forEachEntry((name, property) -> {
          if (namesConnection(property)) {
            value(name).ifPresent(names::add);
          }
        });
    return List.copyOf(names);
  }

  /** For each connection that has to be named, the connectors it may be of. */
  List<Set<String>> needed() {
    List<Set<String>> needed = new ArrayList<>();
    Set<String> required = new HashSet<>();
    manifest
        .configuration()
        .path("required")
        .values()
        .forEach(name -> required.add(name.asString("")));
    properties()
        .forEachEntry((name, property) -> {
          if (namesConnection(property) && required.contains(name)) {
            needed.add(new TreeSet<>(connectors(property)));
          }
        });
    return List.copyOf(needed);
  }

  /** What is wrong with those that are named; empty when each can be used. */
  List<Problem> problems(TenantId tenant, ConnectionDirectory directory) {
    List<Problem> problems = new ArrayList<>();
    properties()
        .forEachEntry((name, property) -> {
          if (namesConnection(property)) {
            value(name)
                .flatMap(connection ->
                    problem(name, connection, connectors(property), tenant, directory))
                .ifPresent(problems::add);
          }
        });
    return problems;
  }

  private JsonNode properties() {
    return manifest.configuration().path("properties");
  }

  private static boolean namesConnection(JsonNode property) {
    return property.path("format").asString("").equals(ConfigurationFormat.CONNECTION.text());
  }

  private Optional<String> value(String property) {
    return Optional.of(configuration.path(property).asString("")).filter(name -> !name.isEmpty());
  }

  /** Of which connectors it may be: those its hint names, or any that the package asks for. */
  private Collection<String> connectors(JsonNode property) {
    JsonNode hint = property.path("x-ui");
    String one = hint.path("connector").asString("");
    if (!one.isEmpty()) {
      return List.of(one);
    }
    List<String> several =
        hint.path("connectors").values().stream().map(entry -> entry.asString("")).toList();
    return several.isEmpty() ? manifest.permissions().connectors() : several;
  }

  private static Optional<Problem> problem(
      String property,
      String name,
      Collection<String> connectors,
      TenantId tenant,
      ConnectionDirectory directory) {
    Optional<Connection> found = directory.find(tenant, name);
    if (found.isEmpty()) {
      return Optional.of(
          problem(
              property,
              "There is no connection '" + name + "'.",
              remedy(connectors, tenant, directory)));
    }
    Connection connection = found.get();
    if (!fits(connection, connectors)) {
      return Optional.of(
          problem(
              property,
              "The connection '%s' is one of %s, not of %s."
                  .formatted(name, connection.connector(), either(connectors)),
              remedy(connectors, tenant, directory)));
    }
    return connection.status() == Status.REVOKED
        ? Optional.of(
            problem(
                property,
                "The connection '" + name + "' was revoked.",
                "Connect '" + name + "' again under Connections, or name another."))
        : Optional.empty();
  }

  private static Problem problem(String property, String message, String remedy) {
    return new Problem(ConfigurationSchema.ORIGIN, 0, 0, "/" + property, message, remedy);
  }

  private static String remedy(
      Collection<String> connectors, TenantId tenant, ConnectionDirectory directory) {
    List<String> usable =
        directory.first(tenant).stream()
            .filter(connection -> connection.status() != Status.REVOKED)
            .filter(connection -> fits(connection, connectors))
            .map(connection -> "'" + connection.name() + "'")
            .limit(MOST_NAMED)
            .toList();
    String connect = "Connect " + either(connectors) + " under Connections first";
    return usable.isEmpty()
        ? connect + "."
        : connect + ", or name one that is there: " + String.join(", ", usable) + ".";
  }

  private static boolean fits(Connection connection, Collection<String> connectors) {
    return connectors.isEmpty() || connectors.contains(connection.connector().value());
  }

  private static String either(Collection<String> connectors) {
    return connectors.isEmpty()
        ? "a service"
        : connectors.stream().sorted().collect(Collectors.joining(" or "));
  }
}
