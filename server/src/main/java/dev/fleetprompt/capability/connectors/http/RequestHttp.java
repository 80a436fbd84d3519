package dev.fleetprompt.capability.connectors.http;

import dev.fleetprompt.capability.connectors.outcome.ConnectionUse;
import dev.fleetprompt.capability.connectors.outcome.EffectSender;
import dev.fleetprompt.platform.connections.OpenConnection;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.Repeat;
import dev.fleetprompt.platform.directives.Summary;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.egress.EgressRequest;
import dev.fleetprompt.platform.egress.EgressResponse;
import dev.fleetprompt.platform.egress.Header;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.Scrubber;
import dev.fleetprompt.platform.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * {@code http.request}: the methods of {@code call: http} that change something, through a
 * connection only. Nothing is known of the service, so an attempt that was cut after sending waits
 * for a person, also where the service takes an idempotency key.
 */
@Component
final class RequestHttp implements DirectiveType<HttpCall, HttpAnswer> {
  private static final int LARGEST_CONTENT = 16 * 1024;

  private final ConnectionUse use;
  private final EffectSender sender;
  private final Vault vault;

  RequestHttp(ConnectionUse use, EffectSender sender, Vault vault) {
    this.use = use;
    this.sender = sender;
    this.vault = vault;
  }

  @Override
  public DirectiveName name() {
    return new DirectiveName("http.request");
  }

  @Override
  public Optional<String> purpose() {
    return Optional.of("Change things in web services through a connection of yours");
  }

  @Override
  public Class<HttpCall> params() {
    return HttpCall.class;
  }

  @Override
  public Class<HttpAnswer> result() {
    return HttpAnswer.class;
  }

  @Override
  public Repeat repeat() {
    return Repeat.UNSAFE;
  }

  @Override
  public Undo undo() {
    return Undo.IRREVERSIBLE;
  }

  @Override
  public List<String> keyFields() {
    return List.of("method", "endpoint");
  }

  @Override
  public Summary summary(TenantId tenant, HttpCall call) {
    String uri = call.endpoint().uri();
    Summary summary =
        Summary.of(
            "Send %s %s%s"
                .formatted(
                    call.method(),
                    uri,
                    call.connection()
                        .map(name -> " through the connection '" + name + "'")
                        .orElse("")));
    return call.body()
        .map(body ->
            body.isString()
                ? summary.showing(Summary.Form.TEXT, uri, Optional.empty(), body.stringValue())
                : summary.showing(Summary.Form.JSON, uri, Optional.empty(), ExactJson.write(body)))
        .orElse(summary);
  }

  @Override
  public Completion<HttpAnswer> perform(HttpCall call, Attempt attempt)
      throws AttemptFailedException {
    String name =
        call.connection()
            .orElseThrow(() ->
                new FinalFailureException(
                    "http_connection_missing",
                    "A call that changes something goes through a connection: name one in endpoint.authentication.use."));
    try (OpenConnection connection = use.open(attempt, name, HttpConnector.NAME)) {
      EgressRequest request = request(call, attempt, connection);
      EgressResponse answer =
          sender.send(connection, request, attempt, refused -> refusal(connection, refused));
      return Completion.of(answer(answer, vault.scrub(attempt.tenant())));
    }
  }

  private static EgressRequest request(HttpCall call, Attempt attempt, OpenConnection connection)
      throws FinalFailureException {
    HttpSettings settings = HttpSettings.of(connection.connection().config());
    try {
      EgressRequest request = Requests.through(call, settings, connection);
      if (request.method().isRead()) {
        throw new FinalFailureException(
            "http_method_reads",
            request.method() + " changes nothing: call the function http.get.");
      }
      List<Header> headers = new ArrayList<>(request.headers());
      settings
          .idempotencyHeader()
          .ifPresent(header -> headers.add(new Header(header, attempt.idempotencyKey())));
      return new EgressRequest(request.method(), request.uri(), headers, request.body());
    } catch (IllegalArgumentException e) {
      throw new FinalFailureException("http_call_malformed", String.valueOf(e.getMessage()));
    }
  }

  private static FinalFailureException refusal(OpenConnection connection, EgressResponse answer) {
    String remedy =
        switch (answer.status()) {
          case 401, 403 -> "Its credential was refused; connect again with one that may do this.";
          case 404, 410 -> "There is nothing at that address; correct it.";
          case 409 -> "It conflicts with what the service has; look there before sending again.";
          default -> "Correct the request by what the service documents for this status.";
        };
    return new FinalFailureException(
        "http_" + answer.status(),
        "The " + connection + " answered " + answer.status() + ". " + remedy);
  }

  private static HttpAnswer answer(EgressResponse answer, Scrubber scrubber) {
    Optional<JsonNode> content =
        answer.body().length > LARGEST_CONTENT
            ? Optional.empty()
            : Optional.of(Content.of(answer, scrubber));
    return new HttpAnswer(answer.status(), Content.headers(answer, scrubber), content);
  }
}
