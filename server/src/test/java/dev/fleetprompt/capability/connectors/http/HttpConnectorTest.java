package dev.fleetprompt.capability.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fleetprompt.capability.connectors.ConnectorBench;
import dev.fleetprompt.platform.connections.ConnectionCheck;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.UnknownOutcomeException;
import dev.fleetprompt.platform.egress.NameResolver;
import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionFailedException;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.schemas.RecordSchemas;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class HttpConnectorTest {
  private static final String TOKEN = "madeupaccesstoken123456";

  @TempDir private static Path folder;

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ConnectorBench bench = ConnectorBench.in(folder, NameResolver.system());
  private final HttpServer service = start();
  private final ReadHttp reader = bench.get(ReadHttp.class);
  private final RequestHttp requester = bench.get(RequestHttp.class);

  @BeforeEach
  void connect() {
    var config =
        ConnectorBench.noConfig().put("base", base()).put("idempotency_header", "Idempotency-Key");
    bench.connect("http", "shop", config, TOKEN);
  }

  @AfterEach
  void close() {
    service.stop(0);
    bench.close();
  }

  @Test
  void aReadThroughAConnectionCarriesItsCredentialAndGivesJson() throws Exception {
    JsonNode content =
        reader.call(call("GET", "orders/7", "\"query\":{\"page\":2,\"q\":\"a b&c\"}"), context());

    assertThat(content.path("path").stringValue()).isEqualTo("/v1/orders/7?page=2&q=a+b%26c");
    assertThat(seen.getFirst()).contains("Bearer " + TOKEN);
  }

  @Test
  void aReadOfAHostThatNobodyDeclaredIsRefused() {
    var call =
        ExactJson.value(
            ExactJson.read("{\"method\":\"GET\",\"endpoint\":{\"uri\":\"" + base() + "/x\"}}"),
            HttpCall.class);

    assertThatThrownBy(() -> reader.call(call, context()))
        .isInstanceOfSatisfying(
            FunctionFailedException.class, e -> assertThat(e.status()).isEqualTo(403))
        .hasMessageContaining("list of hosts");
    assertThat(seen).isEmpty();
  }

  @Test
  void aReadThatIsRefusedFailsWithTheServicesStatus() {
    assertThatThrownBy(() -> reader.call(call("GET", "status/404"), context()))
        .isInstanceOfSatisfying(
            FunctionFailedException.class,
            e -> {
              assertThat(e.status()).isEqualTo(404);
              assertThat(e.type()).endsWith("/errors/communication");
            });
  }

  @Test
  void aResponseIsGivenWhereItIsAskedForWithoutCookiesAndSecrets() throws Exception {
    JsonNode response = reader.call(call("GET", "echo", "\"output\":\"response\""), context());

    assertThat(response.path("statusCode").intValue()).isEqualTo(200);
    assertThat(response.path("headers").has("set-cookie")).isFalse();
    assertThat(response.path("content").path("echoed").stringValue()).isEqualTo("Bearer ***");
    assertThat(response.toString()).doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../admin",
        "a/../../admin",
        "%2e%2e/admin",
        "a%2f..%2f..%2fadmin",
        "..\\admin",
        "http://127.0.0.1:1/v1/x",
        "http://127.0.0.1.evil.example/v1",
        "a b"
      })
  void anAddressThatLeavesTheBaseIsRefused(String address) {
    assertThatThrownBy(() -> reader.call(call("GET", address.replace("\\", "\\\\")), context()))
        .isInstanceOfSatisfying(
            FunctionFailedException.class,
            e -> assertThat(e.type()).endsWith("/errors/validation"));
    assertThat(seen).isEmpty();
  }

  @Test
  void aPathBesideTheBaseIsNotBelowIt() {
    URI base = URI.create("https://api.example.com/v1/");

    assertThat(Requests.below(base, "https://API.example.com/v1/a")).hasPath("/v1/a");
    assertThat(Requests.below(base, "/a?b=c")).hasToString("https://api.example.com/v1/a?b=c");
    assertThatThrownBy(() -> Requests.below(base, "https://api.example.com/v10/a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Requests.below(base, "https://u@api.example.com/v1/a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCallMayNotReplaceTheConnectionsCredential() {
    assertThatThrownBy(() ->
            reader.call(call("GET", "x", "\"headers\":{\"authorization\":\"mine\"}"), context()))
        .hasMessageContaining("leave it out");
  }

  @Test
  void anEffectIsSentOnceWithTheDirectivesKey() throws Exception {
    Completion<HttpAnswer> completion =
        requester.perform(call("POST", "orders", "\"body\":{\"n\":1.50}"), bench.attempt());

    assertThat(completion.result().statusCode()).isEqualTo(200);
    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst()).contains("{\"n\":1.50}").contains(bench.attempt().idempotencyKey());
    assertThat(ExactJson.node(completion.result()).toString()).doesNotContain(TOKEN);
  }

  @Test
  void anEffectIsJudgedByItsAnswer() {
    assertThatThrownBy(() -> requester.perform(call("POST", "status/403"), bench.attempt()))
        .isInstanceOf(FinalFailureException.class)
        .hasMessageContaining("connect again");
    assertThatThrownBy(() -> requester.perform(call("POST", "status/500"), bench.attempt()))
        .isInstanceOf(UnknownOutcomeException.class);
    assertThatThrownBy(() -> requester.perform(call("POST", "status/303"), bench.attempt()))
        .isInstanceOf(UnknownOutcomeException.class);
    assertThatThrownBy(() -> requester.perform(call("GET", "x"), bench.attempt()))
        .isInstanceOf(FinalFailureException.class)
        .hasMessageContaining("http.get");
    assertThatThrownBy(() -> reader.call(call("POST", "x"), context()))
        .hasMessageContaining("http.request");
  }

  @Test
  void theCheckReadsTheBase() {
    assertThat(bench.connections().check(bench.tenant(), "shop"))
        .isInstanceOf(ConnectionCheck.Passed.class);
  }

  @Test
  void theArgumentsOfTheWorkflowLanguageFitTheSchema() {
    var schema = bench.get(RecordSchemas.class).of(HttpCall.class);

    assertThat(
            schema.problems(
                ExactJson.read(
                    """
                    {"method": "POST", "endpoint": {"uri": "/a", "authentication": {"use": "shop"}},
                     "headers": {"X-A": "b"}, "query": {"n": 1}, "body": [1, {"a": null}], "output": "raw",
                     "redirect": true}
                    """)))
        .isEmpty();
    assertThat(
            schema.problems(ExactJson.read("{\"method\":\"TRACE\",\"endpoint\":{\"uri\":\"/a\"}}")))
        .isNotEmpty();
  }

  private HttpCall call(String method, String address, String... more) {
    String extra = more.length == 0 ? "" : "," + more[0];
    return ExactJson.value(
        ExactJson.read(
            "{\"method\":\"%s\",\"endpoint\":{\"uri\":\"%s\",\"authentication\":{\"use\":\"shop\"}}%s}"
                .formatted(method, address, extra)),
        HttpCall.class);
  }

  private CallContext context() {
    return new CallContext(
        bench.tenant(), new UUID(1, 1), Optional.empty(), "/do/0/read", Instant.EPOCH);
  }

  private String base() {
    return "http://127.0.0.1:" + service.getAddress().getPort() + "/v1";
  }

  private HttpServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
      server.createContext("/v1", this::answer);
      server.start();
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      seen.add(String.join(" ", exchange.getRequestMethod(), authorization, key, body));
      String path = exchange.getRequestURI().toString();
      int status =
          path.contains("/status/") ? Integer.parseInt(path.substring(path.length() - 3)) : 200;
      byte[] answer =
          ExactJson.mapper()
              .createObjectNode()
              .put("path", path)
              .put("echoed", authorization)
              .toString()
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Set-Cookie", "session=" + TOKEN);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, head ? -1 : answer.length);
      if (!head) {
        exchange.getResponseBody().write(answer);
      }
    }
  }
}
