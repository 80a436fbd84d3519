package dev.fleetprompt.surface.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.FleetPrompt;
import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.executions.StoreDefinition;
import dev.fleetprompt.platform.ingress.IngressException;
import dev.fleetprompt.platform.ingress.IngressToken;
import dev.fleetprompt.platform.ingress.IngressTokens;
import dev.fleetprompt.platform.ingress.IssuedToken;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalQuery;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.signals.Subscriptions;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.triggers.Target;
import dev.fleetprompt.platform.triggers.TriggerChange;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestDatabase;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The whole application over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class EventsTest {
  private static final Actor ANN = Actor.human("ann");
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCHED = "application/cloudevents-batch+json";

  @TempDir private static Path home;
  private final TestDatabase database = TestDatabase.fresh();
  private final HttpClient http = HttpClient.newHttpClient();
  private ConfigurableApplicationContext application;
  private URI address;
  private int organizations;
  private TenantId tenant;
  private IssuedToken token;

  @BeforeAll
  void start() {
    application =
        new SpringApplicationBuilder(FleetPrompt.class)
            .properties(
                Map.of(
                    "server.port", "0",
                    "fleet.home", home.toString(),
                    "fleet.database.url", database.login().jdbcUrl(),
                    "fleet.database.user", database.login().user(),
                    "fleet.database.password", database.login().password()))
            .run();
    address =
        URI.create(
            "http://127.0.0.1:%s/api/v1/events"
                .formatted(application.getEnvironment().getProperty("local.server.port")));
  }

  @AfterAll
  void stop() {
    application.close();
    database.close();
  }

  @BeforeEach
  void connect() {
    tenant = database.organization("shop" + organizations++).id();
    token = tokens().create(tenant, "the shop", ANN);
  }

  @Test
  void anEventOfTheSdkArrivesInBinaryAndStructuredModeAsItIs() throws Exception {
    CloudEvent event =
        CloudEventBuilder.v1()
            .withId("ö/1 %")
            .withSource(URI.create("urn:shop"))
            .withType("shop.order.placed")
            .withSubject("order \"1\" über")
            .withTime(OffsetDateTime.parse("2026-03-29T02:30:00.123456+01:00"))
            .withExtension("region", "eu")
            .withData(
                "application/json",
                "{\"total\": 12.300000000000000001}".getBytes(StandardCharsets.UTF_8))
            .build();
    HttpRequest.Builder binary = request();
    HttpMessageFactory.createWriter(
            (name, value) -> binary.header(name, percentEncoded(String.valueOf(value))),
            body -> binary.POST(BodyPublishers.ofByteArray(body)))
        .writeBinary(event);

    HttpResponse<String> first = send(binary);
    HttpResponse<String> again =
        post(
            STRUCTURED,
            """
            {"specversion": "1.0", "id": "ö/1 %", "source": "urn:shop", "type": "shop.order.placed",
             "data": {"total": 1}}
            """);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    JsonNode receipt = json(first).at("/events/0");
    assertThat(json(again).at("/events/0/signal")).isEqualTo(receipt.path("signal"));
    assertThat(json(again).at("/events/0/created").booleanValue()).isFalse();
    Signal signal = signal(receipt);
    assertThat(signal.subject()).contains("order \"1\" über");
    assertThat(signal.time()).isEqualTo(Instant.parse("2026-03-29T01:30:00.123456Z"));
    assertThat(signal.json().toString()).isEqualTo("{\"total\":12.300000000000000001}");
    assertThat(signal.extensions()).isEqualTo(Map.of("region", "eu"));
    assertThat(signal.actor().id()).isEqualTo("ingress:" + token.token().id());
  }

  @Test
  void theSdksStructuredFormIsUnderstood() throws Exception {
    CloudEvent event =
        CloudEventBuilder.v1()
            .withId("1")
            .withSource(URI.create("urn:shop"))
            .withType("shop.label.printed")
            .withExtension("weight", 7)
            .withExtension("fragile", true)
            .withData("application/pdf", new byte[] {1, 2, 3, 0})
            .build();
    HttpRequest.Builder structured = request();
    HttpMessageFactory.createWriter(
            (name, value) -> structured.header(name, String.valueOf(value)),
            body -> structured.POST(BodyPublishers.ofByteArray(body)))
        .writeStructured(event, STRUCTURED);

    HttpResponse<String> answer = send(structured);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    Signal signal = signal(json(answer).at("/events/0"));
    assertThat(signal.data())
        .isEqualTo(
            new Signal.Payload.Binary(
                "AQIDAA==", Optional.of("application/pdf"), Optional.empty()));
    assertThat(signal.extensions()).isEqualTo(Map.of("weight", "7", "fragile", "true"));
  }

  @Test
  void aBatchIsTakenInWhole() throws Exception {
    HttpResponse<String> answer = post(BATCHED, batch(0, 100));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(json(answer).path("events")).hasSize(100);
    assertThat(signals()).hasSize(100);
  }

  @Test
  void aBatchWithOneWrongEventIsNotTakenInAtAll() throws Exception {
    String wrong = event("x", "\"Wrong Type\"", "{}");
    String batch = batch(0, 3);
    HttpResponse<String> answer =
        post(BATCHED, batch.substring(0, batch.length() - 1) + "," + wrong + "]");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).at("/errors/0/pointer").asString()).isEqualTo("/3/type");
    assertThat(json(answer).at("/errors/0/code").asString()).isEqualTo("signal_type_invalid");
    assertThat(json(answer).path("remedy").asString()).contains("send it all again");
    assertThat(signals()).isEmpty();
  }

  @Test
  void fiftyPostsOfOneEventAtOnceAreOneSignalAndOneRun() throws Exception {
    startOnOrders();

    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 50)
            .mapToObj(i ->
                http.sendAsync(
                    request()
                        .header("Content-Type", "application/json")
                        .header("ce-specversion", "1.0")
                        .header("ce-id", "order-1")
                        .header("ce-source", "urn:shop")
                        .header("ce-type", "shop.order.placed")
                        .POST(BodyPublishers.ofString("{\"number\": 1}"))
                        .build(),
                    BodyHandlers.ofString()))
            .toList();
    Set<String> ids =
        answers.stream()
            .map(CompletableFuture::join)
            .map(answer -> json(answer).at("/events/0/signal").asString())
            .collect(Collectors.toSet());
    List<Integer> statuses = answers.stream().map(answer -> answer.join().statusCode()).toList();

    assertThat(ids).hasSize(1).doesNotContain("");
    assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
    assertThat(signals()).hasSize(1);
    Await.until("the run has ended", () -> endedRuns() == 1);
    post(STRUCTURED, event("order-2", "\"shop.order.placed\"", "{\"number\": 2}"));
    Await.until("the second event's run has ended", () -> endedRuns() == 2);
    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void withoutAGoodTokenNothingIsTakenIn() throws Exception {
    String event = event("1", "\"a.b\"", "{}");
    IssuedToken revoked = tokens().create(tenant, "old", ANN);
    tokens().revoke(tenant, revoked.token().id(), ANN);
    for (String authorization :
        List.of(
            "",
            "Bearer",
            "Bearer fp_in_" + "a".repeat(49),
            "Basic " + token.secret(),
            "Bearer " + revoked.secret())) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address)
              .header("Content-Type", STRUCTURED)
              .POST(BodyPublishers.ofString(event));
      if (!authorization.isEmpty()) {
        request.header("Authorization", authorization);
      }
      HttpResponse<String> answer = send(request);

      assertThat(answer.statusCode()).as(authorization).isEqualTo(401);
      assertThat(answer.headers().firstValue("www-authenticate"))
          .hasValueSatisfying(scheme -> assertThat(scheme).startsWith("Bearer"));
      assertThat(answer.body()).contains("token_invalid").doesNotContain(revoked.secret());
    }
    assertThat(signals()).isEmpty();
  }

  @Test
  void aTokenSendsIntoItsOwnOrganizationOnly() throws Exception {
    TenantId other = database.organization("other" + organizations++).id();
    post(STRUCTURED, event("1", "\"a.b\"", "{}"));

    assertThat(signals()).hasSize(1);
    assertThat(application.getBean(Signals.class).page(other, SignalQuery.newest(10).ofFamily("a")))
        .isEmpty();
    assertThat(tokens().list(other)).isEmpty();
    assertThatThrownBy(() -> tokens().revoke(other, token.token().id(), ANN))
        .isInstanceOf(IngressException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "422 | attribute_missing | /id | {'specversion':'1.0','source':'urn:a','type':'a.b'}",
        "422 | specversion_unsupported | /specversion | {'specversion':'0.3','id':'1','source':'urn:a','type':'a.b'}",
        "422 | signal_type_reserved | /type | {'specversion':'1.0','id':'1','source':'urn:a','type':'directive.completed'}",
        "422 | signal_type_invalid | /type | {'specversion':'1.0','id':'1','source':'urn:a','type':'Order'}",
        "422 | signal_attribute_invalid | /source | {'specversion':'1.0','id':'1','source':'not a uri','type':'a.b'}",
        "422 | signal_attribute_invalid | /id | {'specversion':'1.0','id':'','source':'urn:a','type':'a.b'}",
        "422 | signal_attribute_invalid | /id | {'specversion':'1.0','id':'a\\u0000b','source':'urn:a','type':'a.b'}",
        "422 | signal_attribute_invalid | /time | {'specversion':'1.0','id':'1','source':'urn:a','type':'a.b','time':'yesterday'}",
        "422 | signal_attribute_invalid | /time | {'specversion':'1.0','id':'1','source':'urn:a','type':'a.b','time':'1800-01-01T00:00:00Z'}",
        "422 | signal_time_ahead | /time | {'specversion':'1.0','id':'1','source':'urn:a','type':'a.b','time':'2199-01-01T00:00:00Z'}",
        "422 | signal_attribute_invalid | /region | {'specversion':'1.0','id':'1','source':'urn:a','type':'a.b','region':{}}",
        "422 | signal_data_out_of_bounds | /data/a/b | {'specversion':'1.0','id':'1','source':'urn:a','type':'a.b','data':{'a':{'b':'x\\u0000'}}}",
        "422 | signal_holds_secret | /data/password | {'specversion':'1.0','id':'1','source':'urn:a','type':'a.b','data':{'password':'hunter2hunter2'}}",
        "422 | data_ambiguous | /data_base64 | {'specversion':'1.0','id':'1','source':'urn:a','type':'a.b','data':1,'data_base64':'AA=='}",
        "422 | event_expected | ^^ | 17",
        "400 | json_malformed | /id | {'specversion':'1.0','id':'1','id':'2'}",
        "400 | json_malformed | ^^ | {'specversion':'1.0'} {}",
        "400 | json_malformed | ^^ | ^ ^",
      })
  void whatIsWrongIsNamedByItsPlace(int status, String code, String pointer, String event)
      throws Exception {
    HttpResponse<String> answer = post(STRUCTURED, event.replace('\'', '"'));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(json(answer).at("/errors/0/code").asString()).isEqualTo(code);
    assertThat(json(answer).at("/errors/0/pointer").asString()).isEqualTo(pointer);
    assertThat(json(answer).path("remedy").asString()).isNotEmpty();
    assertThat(answer.body()).doesNotContain("hunter2");
    assertThat(signals()).isEmpty();
  }

  @Test
  void inBinaryModeAMistakeIsNamedByItsHeaderOrItsPlaceInTheBody() throws Exception {
    HttpResponse<String> type = binary("Order", "urn:shop", "{}");
    HttpResponse<String> data = binary("a.b", "urn:shop", "{\"x\": [\"\\u0000\"]}");
    HttpResponse<String> own = binary("a.b", "urn:fleet:" + database.instance().id(), "{\"x\": 1}");

    assertThat(json(type).at("/errors/0/header").asString()).isEqualTo("ce-type");
    assertThat(json(data).at("/errors/0/pointer").asString()).isEqualTo("/x/0");
    assertThat(json(own).at("/errors/0/code").asString()).isEqualTo("signal_source_reserved");
    assertThat(List.of(type.statusCode(), data.statusCode(), own.statusCode())).containsOnly(422);
    assertThat(signals()).isEmpty();
  }

  @Test
  void aHeaderWithAnEncodedNulIsRefused() throws Exception {
    HttpResponse<String> answer =
        send(
            request()
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", "a%00b")
                .header("ce-source", "urn:shop")
                .header("ce-type", "a.b")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).at("/errors/0/header").asString()).isEqualTo("ce-id");
  }

  @Test
  void aBodyIsReadUpToItsBoundOnly() throws Exception {
    String huge = event("1", "\"a.b\"", "\"" + "x".repeat(5_000_000) + "\"");

    HttpResponse<String> announced = post(STRUCTURED, huge);
    HttpResponse<String> streamed =
        send(
            request()
                .header("Content-Type", BATCHED)
                .POST(
                    BodyPublishers.ofInputStream(() ->
                        new java.io.ByteArrayInputStream(huge.getBytes(StandardCharsets.UTF_8)))));
    HttpResponse<String> many = post(BATCHED, batch(0, 101));

    for (HttpResponse<String> answer : List.of(announced, streamed, many)) {
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("request_too_large", "256 KiB");
    }
    assertThat(signals()).isEmpty();
  }

  @Test
  void twoThousandLevelsAreRefusedByTheirPlace() throws Exception {
    HttpResponse<String> deep =
        post(STRUCTURED, event("1", "\"a.b\"", "[".repeat(2_000) + "]".repeat(2_000)));
    HttpResponse<String> deeper =
        post(STRUCTURED, event("1", "\"a.b\"", "[".repeat(66) + "]".repeat(66)));

    for (HttpResponse<String> answer : List.of(deep, deeper)) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
      assertThat(json(answer).at("/errors/0/pointer").asString()).startsWith("/data/0/0/0");
    }
    assertThat(post(STRUCTURED, event("1", "\"a.b\"", "[".repeat(63) + "]".repeat(63))))
        .returns(201, HttpResponse::statusCode);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json",
    "application/cloudevents+avro",
    "application/cloudevents+json;charset=utf-16",
    "nonsense"
  })
  void otherContentTypesAreRefused(String type) throws Exception {
    HttpResponse<String> answer = post(type, event("1", "\"a.b\"", "{}"));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("content_type_unsupported", "application/cloudevents+json");
  }

  @Test
  void aCompressedBodyAndAFormAreRefused() throws Exception {
    HttpResponse<String> compressed =
        send(
            request()
                .header("Content-Type", STRUCTURED)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("x")));
    HttpResponse<String> form =
        send(
            request()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("ce-specversion", "1.0")
                .POST(BodyPublishers.ofString("a=b")));

    assertThat(compressed.statusCode()).isEqualTo(415);
    assertThat(form.statusCode()).isEqualTo(415);
    assertThat(form.body()).contains("application/json");
  }

  @Test
  void aTokenThatSendsTooFastIsToldWhenToGoOn() throws Exception {
    String batch = batch(0, 100);
    HttpResponse<String> answer = post(BATCHED, batch);
    for (int i = 0; i < 200 && answer.statusCode() != 429; i++) {
      answer = post(BATCHED, batch);
    }

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 10L);
    assertThat(signals()).hasSize(100);
  }

  @Test
  void withoutADatabaseTheSenderIsAskedToComeBack() throws Exception {
    String role = database.instance().identityRole();
    database
        .owner()
        .sql()
        .sql("grant %1$s to current_user; alter role %1$s nologin".formatted(role))
        .update();
    try {
      database
          .owner()
          .sql()
          .sql(
              """
              select count(pg_terminate_backend(pid)) from pg_stat_activity
              where usename = ? and datname = current_database()
              """)
          .param(role)
          .query(Integer.class)
          .single();

      HttpResponse<String> answer = post(STRUCTURED, event("1", "\"a.b\"", "{}"));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).contains("5");
      assertThat(answer.body()).contains("database_unavailable");
    } finally {
      database
          .owner()
          .sql()
          .sql("alter role %1$s login; revoke %1$s from current_user".formatted(role))
          .update();
    }
  }

  @Test
  void aTokenIsShownOnceListedByItsPrefixAndKeptAsAHash() throws Exception {
    post(STRUCTURED, event("1", "\"a.b\"", "{}"));
    Await.until("the use is noted", () -> listed().lastUsedAt().isPresent());

    assertThat(listed().prefix()).isEqualTo(token.secret().substring(0, 10));
    assertThat(listed().createdBy()).isEqualTo("ann");
    assertThat(token.toString()).doesNotContain(token.secret());
    assertThat(database.tenants().readOnly(tenant, EventsTest::everything))
        .contains("the shop")
        .doesNotContain(token.secret());
    tokens().revoke(tenant, token.token().id(), ANN);
    tokens().revoke(tenant, token.token().id(), ANN);
    assertThat(listed().revokedAt()).isPresent();
  }

  @Test
  void makingAndRevokingATokenIsStatedToAdminsWithWhoDidItAndNothingOfTheToken() {
    tokens().revoke(tenant, token.token().id(), ANN);
    tokens().revoke(tenant, token.token().id(), ANN);
    SignalQuery query = SignalQuery.newest(10).ofFamily("ingress.token");

    assertThat(application.getBean(Signals.class).page(tenant, query.forAdmins()))
        .hasSize(2)
        .allSatisfy(signal -> {
          assertThat(signal.actor()).isEqualTo(ANN);
          assertThat(signal.subject()).contains("the shop");
          assertThat(signal.toString())
              .doesNotContain(token.secret())
              .doesNotContain(token.token().prefix());
        })
        .extracting(signal -> signal.type().value())
        .containsExactly("ingress.token.revoked", "ingress.token.created");
    assertThat(application.getBean(Signals.class).page(tenant, query)).isEmpty();
  }

  @Test
  void aNamelessTokenAndOneTooManyAreRefused() {
    assertThatThrownBy(() -> tokens().create(tenant, " ", ANN))
        .isInstanceOfSatisfying(
            IngressException.class, e -> assertThat(e.code()).isEqualTo("ingress.name_invalid"));
    for (int i = 1; i < IngressTokens.MOST; i++) {
      tokens().create(tenant, "token " + i, ANN);
    }
    assertThatThrownBy(() -> tokens().create(tenant, "one more", ANN))
        .isInstanceOfSatisfying(
            IngressException.class, e -> assertThat(e.code()).isEqualTo("ingress.too_many"));
  }

  /** Every command of the guide, as a reader would give it. */
  @Test
  void theCommandsOfTheGuideWork() throws Exception {
    List<String> commands =
        Pattern.compile("(?s)```sh\\n(curl .*?)```")
            .matcher(Files.readString(Path.of("../docs/events.md")))
            .results()
            .map(found -> found.group(1))
            .toList();
    for (String command : commands) {
      ProcessBuilder shell = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
      shell.environment().put("FLEET", address.resolve("/").toString().replaceAll("/$", ""));
      shell.environment().put("TOKEN", token.secret());
      Process process = shell.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).contains("\"created\":true");
    }
    assertThat(commands).hasSize(3);
    assertThat(signals()).hasSize(4);
  }

  private void startOnOrders() {
    UUID definition = database.ids().next();
    application
        .getBean(Commits.class)
        .commit(
            new UnitOfWork(tenant)
                .add(
                    new StoreDefinition(
                        definition,
                        "test",
                        "test",
                        "1.0.0",
                        """
                        document: {dsl: 1.0.3, namespace: test, name: test, version: 1.0.0}
                        do:
                          - note: {set: {order: "${ .data.number }"}}
                        """,
                        Optional.empty(),
                        Optional.empty()))
                .add(
                    new TriggerChange.Create(
                        database.ids().next(),
                        "orders",
                        new SignalType("shop.order.placed"),
                        Optional.empty(),
                        new Target(
                            definition, "test", "1.0.0", Optional.empty(), ExactJson.read("{}")))));
    assertThat(application.getBean(Subscriptions.class).settle(Duration.ofSeconds(10))).isTrue();
  }

  private static String everything(org.springframework.jdbc.core.simple.JdbcClient sql) {
    return sql.sql("select string_agg(t::text, ' ') from fleet.ingress_token t")
        .query(String.class)
        .single();
  }

  private IngressTokens tokens() {
    return application.getBean(IngressTokens.class);
  }

  private IngressToken listed() {
    return tokens().list(tenant).getFirst();
  }

  private List<Signal> signals() {
    return application.getBean(Signals.class).page(tenant, SignalQuery.newest(200)).stream()
        .filter(signal -> signal.actor().id().startsWith("ingress:"))
        .toList();
  }

  private Signal signal(JsonNode receipt) {
    return application
        .getBean(Signals.class)
        .find(tenant, UUID.fromString(receipt.path("signal").asString()))
        .orElseThrow();
  }

  private long endedRuns() {
    return application.getBean(Executions.class).page(tenant, Executions.Query.newest(50)).stream()
        .filter(run -> run.status().ended())
        .count();
  }

  private int runs() {
    return application.getBean(Executions.class).page(tenant, Executions.Query.newest(50)).size();
  }

  /** As the HTTP binding has it; the SDK leaves this to its users. */
  private static String percentEncoded(String value) {
    StringBuilder text = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > 0x20 && b < 0x7f && b != '%' && b != '"';
      text.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
    }
    return text.toString();
  }

  private static String batch(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> event("e" + i, "\"a.b\"", "{\"n\": " + i + "}"))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String event(String id, String type, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"urn:shop\",\"type\":%s,\"data\":%s}"
        .formatted(id, type, data);
  }

  private HttpResponse<String> binary(String type, String source, String body) throws Exception {
    return send(
        request()
            .header("Content-Type", "application/json")
            .header("ce-specversion", "1.0")
            .header("ce-id", "1")
            .header("ce-source", source)
            .header("ce-type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> post(String type, String body) throws Exception {
    return send(request().header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(address)
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token.secret());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return ExactJson.read(answer.body());
  }
}
