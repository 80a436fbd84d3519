package dev.fleetprompt.surface.web.marketplace;

import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The connections that a configuration can name. */
@Component
public final class ConnectionChoices {

  private final Connections connections;

  ConnectionChoices(Connections connections) {
    this.connections = connections;
  }

  /** One of them, as a form shows it. */
  public record Choice(String id, String name, String connector) {}

  /** Those that were not revoked; of the first 200 by name. */
  public List<Choice> of(TenantId tenant) {
    return connections.list(tenant, null, Connections.LONGEST_PAGE).stream()
        .filter(connection -> connection.status() != Connection.Status.REVOKED)
        .map(connection ->
            new Choice(
                connection.id().toString(), connection.name(), connection.connector().value()))
        .toList();
  }

  /**
   * The connectors of which one has to be connected first; empty when there is a connection for
   * every need.
   *
   * @param needs for each connection that is needed, the connectors it may be of
   */
  List<String> missing(TenantId tenant, List<Set<String>> needs) {
    Set<String> connected = of(tenant).stream().map(Choice::connector).collect(Collectors.toSet());
    return needs.stream()
        .filter(need -> Collections.disjoint(need, connected))
        .findFirst()
        .map(need -> need.stream().sorted().toList())
        .orElse(List.of());
  }
}
