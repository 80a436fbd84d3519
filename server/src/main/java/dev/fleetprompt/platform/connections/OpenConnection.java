package dev.fleetprompt.platform.connections;

import dev.fleetprompt.platform.egress.AllowedAddress;
import dev.fleetprompt.platform.egress.EgressLimits;
import dev.fleetprompt.platform.egress.EgressPolicy;
import dev.fleetprompt.platform.egress.HostRule;
import dev.fleetprompt.platform.vault.SecretValue;
import java.util.Optional;
import java.util.Set;

/**
 * A connection with its credential, in the hands of its connector for the length of one call.
 * Closing it wipes the credential from memory.
 */
public final class OpenConnection implements AutoCloseable {
  private final Connection connection;
  private final Optional<SecretValue> credential;
  private final EgressLimits limits;

  OpenConnection(Connection connection, Optional<SecretValue> credential, EgressLimits limits) {
    this.connection = connection;
    this.credential = credential;
    this.limits = limits;
  }

  public Connection connection() {
    return connection;
  }

  /** The credential as it was given; empty text when the connector needs none. */
  public String revealCredential() {
    return credential.map(SecretValue::reveal).orElse("");
  }

  /** Its own host only, on a private network only as allowed, within the platform's bounds. */
  public EgressPolicy policy() {
    Set<AllowedAddress> allowances =
        connection.privateAllowed()
            ? Set.of(new AllowedAddress(connection.host(), connection.port()))
            : Set.of();
    return new EgressPolicy(HostRule.only(Set.of(connection.host())), allowances, limits);
  }

  @Override
  public void close() {
    credential.ifPresent(SecretValue::close);
  }

  @Override
  public String toString() {
    return "connection '" + connection.name() + "' to " + connection.address();
  }
}
