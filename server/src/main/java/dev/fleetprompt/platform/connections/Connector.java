package dev.fleetprompt.platform.connections;

import dev.fleetprompt.platform.limits.Rate;
import java.net.URI;
import tools.jackson.databind.node.ObjectNode;

/** One kind of outside system. Registered as a bean. */
public interface Connector {
  ConnectorName name();

  CredentialSchema credential();

  /** How fast a connection may be used unless the tenant sets something else. */
  Rate rate();

  /**
   * The address that a connection with this config and credential calls. Only its host and port are
   * kept outside the vault.
   *
   * @param credential empty text when none was given
   * @throws ConnectionException when config or credential is malformed; the message shows no secret
   */
  URI address(ObjectNode config, String credential);

  /** Tests a connection with a real call that changes nothing on the other side. */
  ConnectionCheck check(OpenConnection connection);
}
