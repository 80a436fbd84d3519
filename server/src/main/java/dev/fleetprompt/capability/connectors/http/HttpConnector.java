package dev.fleetprompt.capability.connectors.http;

import dev.fleetprompt.platform.connections.ConnectionCheck;
import dev.fleetprompt.platform.connections.Connector;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.connections.CredentialSchema;
import dev.fleetprompt.platform.connections.OpenConnection;
import dev.fleetprompt.platform.egress.Egress;
import dev.fleetprompt.platform.egress.EgressFailure;
import dev.fleetprompt.platform.egress.EgressRequest;
import dev.fleetprompt.platform.egress.EgressRequest.Method;
import dev.fleetprompt.platform.egress.EgressResponse;
import dev.fleetprompt.platform.limits.Rate;
import dev.fleetprompt.platform.schemas.ExactJson;
import java.net.URI;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Anything that speaks HTTP, below one base address, with at most one credential in a header. */
@Component
final class HttpConnector implements Connector {
  static final ConnectorName NAME = new ConnectorName("http");

  private static final String SETTINGS =
      """
      {"type": "object", "required": ["base"], "additionalProperties": false, "properties": {
        "base": {"type": "string", "title": "Base address", "minLength": 1, "maxLength": 2000,
          "description": "All calls go below it, such as https://api.example.com/v1."},
        "header": {"type": "string", "title": "Header for the token", "maxLength": 100,
          "description": "Authorization, unless the service wants another."},
        "prefix": {"type": "string", "title": "Before the token", "maxLength": 100,
          "description": "Bearer and a space for Authorization, otherwise nothing."},
        "idempotency_header": {"type": "string", "title": "Header for idempotency keys",
          "maxLength": 100, "description": "If the service takes such keys: its name for them."}
      }}
      """;

  private final Egress egress;

  HttpConnector(Egress egress) {
    this.egress = egress;
  }

  @Override
  public ConnectorName name() {
    return NAME;
  }

  @Override
  public CredentialSchema credential() {
    return new CredentialSchema(
        "Access token",
        "Sent as 'Authorization: Bearer ...' unless the config names another header or prefix.",
        true);
  }

  @Override
  public String title() {
    return "HTTP service";
  }

  @Override
  public String summary() {
    return "Reads from and writes to any service with an HTTP interface.";
  }

  @Override
  public ObjectNode settings() {
    return (ObjectNode) ExactJson.read(SETTINGS);
  }

  @Override
  public Rate rate() {
    return new Rate(10, 20);
  }

  @Override
  public URI address(ObjectNode config, String credential) {
    return HttpSettings.of(config).base();
  }

  /** Reads the base address's header. An unknown path is fine; a refused credential is not. */
  @Override
  public ConnectionCheck check(OpenConnection connection) {
    HttpSettings settings = HttpSettings.of(connection.connection().config());
    EgressRequest request =
        new EgressRequest(
            Method.HEAD, settings.base(), Requests.credential(settings, connection), new byte[0]);
    try {
      EgressResponse answer = egress.read(request, connection.policy());
      int status = answer.status();
      if (status == 401 || status == 403 || status >= 500) {
        return new ConnectionCheck.Failed(
            "%s answered %d; check the credential and the service."
                .formatted(connection.connection().address(), status));
      }
      return new ConnectionCheck.Passed(
          "%s answers (status %d) and did not refuse the credential."
              .formatted(connection.connection().address(), status));
    } catch (EgressFailure e) {
      return new ConnectionCheck.Failed(e.getMessage());
    }
  }
}
