package dev.fleetprompt.platform.connections;

import dev.fleetprompt.platform.limits.Rate;
import dev.fleetprompt.platform.schemas.ExactJson;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** One kind of outside system. Registered as a bean. */
public interface Connector {
  ConnectorName name();

  CredentialSchema credential();

  /** What people call the outside system, such as "Mattermost". */
  default String title() {
    String name = name().value();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** What one can do with it, in a sentence. */
  default String summary() {
    return "";
  }

  /**
   * JSON Schema of the config, an object, with titles and descriptions for a form. A config that
   * does not fit is refused before {@link #address} is asked.
   */
  default ObjectNode settings() {
    return (ObjectNode) ExactJson.read("{\"type\": \"object\", \"properties\": {}}");
  }

  /**
   * The directive that sends a short message through a connection, to see it arrive; empty when
   * there is nothing that a person would see.
   */
  default Optional<TestMessage> testMessage(String connection, String text) {
    return Optional.empty();
  }

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
