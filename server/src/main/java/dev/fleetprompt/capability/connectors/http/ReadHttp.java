package dev.fleetprompt.capability.connectors.http;

import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.OpenConnection;
import dev.fleetprompt.platform.egress.Egress;
import dev.fleetprompt.platform.egress.EgressFailure;
import dev.fleetprompt.platform.egress.EgressPolicy;
import dev.fleetprompt.platform.egress.EgressRequest;
import dev.fleetprompt.platform.egress.EgressResponse;
import dev.fleetprompt.platform.egress.HostRule;
import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.DeclaredHosts;
import dev.fleetprompt.platform.functions.FunctionFailedException;
import dev.fleetprompt.platform.functions.FunctionName;
import dev.fleetprompt.platform.functions.Reach;
import dev.fleetprompt.platform.functions.TaskFunction;
import dev.fleetprompt.platform.vault.Scrubber;
import dev.fleetprompt.platform.vault.Vault;
import dev.fleetprompt.platform.vault.VaultException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code http.get}: GET, HEAD and OPTIONS of {@code call: http}. Goes through a connection, or to a
 * host that the package declared; redirects are followed within the same bounds.
 */
@Component
final class ReadHttp implements TaskFunction<HttpCall, JsonNode> {
  private static final String ERRORS = "https://serverlessworkflow.io/spec/1.0.0/errors/";

  private final Egress egress;
  private final Connections connections;
  private final Vault vault;
  private final ObjectProvider<DeclaredHosts> declaredHosts;

  ReadHttp(
      Egress egress,
      Connections connections,
      Vault vault,
      ObjectProvider<DeclaredHosts> declaredHosts) {
    this.egress = egress;
    this.connections = connections;
    this.vault = vault;
    this.declaredHosts = declaredHosts;
  }

  @Override
  public FunctionName name() {
    return new FunctionName("http.get");
  }

  @Override
  public Reach reach() {
    return Reach.OUTSIDE;
  }

  @Override
  public Class<HttpCall> input() {
    return HttpCall.class;
  }

  @Override
  public JsonNode call(HttpCall call, CallContext context) throws FunctionFailedException {
    try {
      Optional<String> connection = call.connection();
      EgressResponse answer =
          connection.isPresent()
              ? through(connection.get(), call, context)
              : egress.read(reading(Requests.open(call)), declared(context));
      return output(call, answer, vault.scrub(context.tenant()));
    } catch (EgressFailure e) {
      throw failed(e);
    } catch (IllegalArgumentException e) {
      throw failure("validation", 400, e.getMessage());
    } catch (ConnectionException | VaultException e) {
      throw failure("configuration", 400, e.getMessage());
    }
  }

  private EgressResponse through(String name, HttpCall call, CallContext context)
      throws EgressFailure, FunctionFailedException {
    try (OpenConnection connection = connections.open(context.tenant(), name, HttpConnector.NAME)) {
      Optional<Duration> wait = connections.acquire(connection.connection());
      if (wait.isPresent()) {
        throw failure(
            "communication",
            429,
            "The rate limit of the " + connection + " is used up; retry later.");
      }
      HttpSettings settings = HttpSettings.of(connection.connection().config());
      return egress.read(
          reading(Requests.through(call, settings, connection)), connection.policy());
    }
  }

  private EgressPolicy declared(CallContext context) {
    DeclaredHosts hosts = declaredHosts.getIfAvailable(() -> (tenant, installation) -> Set.of());
    return EgressPolicy.standard()
        .withHosts(
            HostRule.only(
                context
                    .installation()
                    .map(installation -> hosts.of(context.tenant(), installation))
                    .orElse(Set.of())));
  }

  private static EgressRequest reading(EgressRequest request) {
    if (!request.method().isRead()) {
      throw new IllegalArgumentException(
          request.method() + " changes something: it is a directive, http.request.");
    }
    return request;
  }

  private static JsonNode output(HttpCall call, EgressResponse answer, Scrubber scrubber)
      throws FunctionFailedException {
    int most = call.redirect().orElse(false) ? 399 : 299;
    if (answer.status() < 200 || answer.status() > most) {
      throw failure(
          "communication",
          answer.status() >= 400 ? answer.status() : 502,
          "The service answered " + answer.status() + " to " + call.method() + ".");
    }
    return switch (call.output().orElse("content")) {
      case "raw" -> Content.raw(answer);
      case "response" -> response(call, answer, scrubber);
      default -> Content.of(answer, scrubber);
    };
  }

  private static JsonNode response(HttpCall call, EgressResponse answer, Scrubber scrubber) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response
        .putObject("request")
        .put("method", call.method())
        .put("uri", scrubber.scrub(call.endpoint().uri()));
    response.put("statusCode", answer.status());
    response.set("headers", Content.headers(answer, scrubber));
    response.set("content", Content.of(answer, scrubber));
    return response;
  }

  private static FunctionFailedException failed(EgressFailure failure) {
    return switch (failure) {
      case EgressFailure.BeforeSending e when !e.reason().mayPass() ->
          failure("authorization", 403, e.getMessage());
      case EgressFailure.BeforeSending e -> failure("communication", 503, e.getMessage());
      case EgressFailure.SentNoAnswer e -> failure("communication", 504, e.getMessage());
      case EgressFailure.AnswerCut e -> failure("communication", 502, e.getMessage());
    };
  }

  private static FunctionFailedException failure(String type, int status, @Nullable String detail) {
    return new FunctionFailedException(ERRORS + type, status, String.valueOf(detail));
  }
}
