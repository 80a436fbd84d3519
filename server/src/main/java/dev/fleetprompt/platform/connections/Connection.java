package dev.fleetprompt.platform.connections;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One connection, without its credential.
 *
 * @param name 1 to 100 characters, unique in the tenant
 * @param host the host that is called, in lower case; with {@code port} all that is shown of the
 *     address
 * @param privateAllowed whether an owner allowed this host and port to be on a private network
 * @param config the connector's settings; holds no secret
 * @param checkedAt when it was last tested
 * @param lastError what the last test or use found wrong
 */
public record Connection(
    TenantId tenant,
    ConnectionId id,
    String name,
    ConnectorName connector,
    String host,
    int port,
    boolean privateAllowed,
    Status status,
    ObjectNode config,
    Instant createdAt,
    Optional<Instant> checkedAt,
    Optional<String> lastError) {

  /** The condition of a connection. */
  public enum Status {
    CONNECTED,
    /** The last test or use failed in a way that time alone does not cure. */
    FAILING,
    /** Given up: the credential is deleted. */
    REVOKED
  }

  /** Host and port. */
  public String address() {
    return host + ":" + port;
  }
}
