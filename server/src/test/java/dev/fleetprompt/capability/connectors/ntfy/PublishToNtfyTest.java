package dev.fleetprompt.capability.connectors.ntfy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.fleetprompt.capability.connectors.ConnectorBench;
import dev.fleetprompt.platform.connections.ConnectionCheck;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.Evidence;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.RetryableFailureException;
import dev.fleetprompt.platform.directives.Summary;
import dev.fleetprompt.platform.directives.UnknownOutcomeException;
import dev.fleetprompt.platform.egress.NameResolver;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.testing.StandInServer;
import dev.fleetprompt.testing.StandInServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class PublishToNtfyTest {
  private static final String TOKEN = "tk_madeuptokenmadeuptokenmadeup";

  @TempDir private static Path folder;
  private final ConnectorBench bench = ConnectorBench.in(folder, NameResolver.system());
  private final PublishToNtfy publisher = bench.get(PublishToNtfy.class);
  private final List<JsonNode> kept = new CopyOnWriteArrayList<>();
  private StandInServer ntfy;

  @BeforeEach
  void connect() throws IOException {
    ntfy = StandInServer.of(this::ntfy);
    ObjectNode config = ConnectorBench.noConfig();
    config.put("server", ntfy.address("").toString()).put("topic", "shop");
    bench.connect("ntfy", "phone", config, TOKEN);
  }

  @AfterEach
  void close() {
    ntfy.close();
    bench.close();
  }

  /** What ntfy documents of publishing as JSON, polling and its health. */
  private Answer ntfy(StandInServer.Request request) {
    String path = request.uri().getPath();
    if (path.equals("/v1/health")) {
      return Answer.of(200, "{\"healthy\":true}");
    }
    if (!request.authorization().equals("Bearer " + TOKEN)) {
      return Answer.of(401, "{\"code\":40101,\"http\":401,\"error\":\"unauthorized\"}");
    }
    if (path.equals("/v1/account")) {
      return Answer.of(200, "{}");
    }
    if (path.equals("/") && request.method().equals("POST")) {
      ObjectNode message = (ObjectNode) ExactJson.read(request.body());
      message.put("id", "m" + kept.size()).put("time", 1_763_600_000).put("event", "message");
      kept.add(message);
      return Answer.of(200, message.toString());
    }
    String topic = path.substring(1, path.indexOf('/', 1));
    StringBuilder lines = new StringBuilder();
    kept.stream()
        .filter(message -> message.path("topic").asString().equals(topic))
        .forEach(message -> lines.append(message).append('\n'));
    return Answer.of(200, lines.toString());
  }

  @Test
  void aNoticeCarriesAllThatItWasGiven() throws Exception {
    Notice notice =
        new Notice(
            "phone",
            Optional.of("other"),
            Optional.of("Übersicht"),
            "**Orders** up",
            Optional.of(5),
            Optional.of(List.of("warning")),
            Optional.of("https://fleet.example/runs"));

    Completion<Published> completion = publisher.perform(notice, bench.attempt());

    JsonNode message = kept.getFirst();
    assertThat(message.path("topic").asString()).isEqualTo("other");
    assertThat(message.path("title").asString()).isEqualTo("Übersicht");
    assertThat(message.path("message").asString()).isEqualTo("Orders up");
    assertThat(message.path("priority").asInt()).isEqualTo(5);
    assertThat(message.path("click").asString()).isEqualTo("https://fleet.example/runs");
    assertThat(message.path("tags").toString()).startsWith("[\"warning\",\"ref-");
    assertThat(completion.providerReference()).contains("m0");
  }

  @Test
  void whatIsKeptIsFoundByItsReferenceAfterACut() throws Exception {
    ntfy.next(Answer.of(502, ""));
    assertThat(failure()).isInstanceOf(UnknownOutcomeException.class);
    assertThat(publisher.verify(hello(), bench.attempt())).isEmpty();

    publisher.perform(hello(), bench.attempt());

    assertThat(publisher.verify(hello(), bench.attempt()))
        .hasValueSatisfying(evidence ->
            assertThat(evidence)
                .isInstanceOfSatisfying(
                    Evidence.Happened.class,
                    happened ->
                        assertThat(happened.completion().providerReference()).contains("m0")));
  }

  @Test
  void aTokenThatMayNotReadLeavesItToAPerson() throws Exception {
    ntfy.next(Answer.of(403, "{\"code\":40301}"));

    assertThat(publisher.verify(hello(), bench.attempt())).isEmpty();
  }

  @Test
  void refusalsSayWhatToDo() {
    ntfy.next(Answer.of(401, "{}"));
    assertFinal("webhook_token_invalid", "connect again");
    ntfy.next(Answer.of(403, "{}"));
    assertFinal("topic_forbidden", "shop");
    ntfy.next(Answer.of(413, "{}"));
    assertFinal("post_too_large", "shorten");
    ntfy.next(Answer.of(429, "{}"));
    assertThat(failure()).isInstanceOf(RetryableFailureException.class);
  }

  @Test
  void whatWouldBecomeAnAttachmentIsRefusedBeforeSending() {
    Notice large = notice("ü".repeat(2_001));

    assertThatThrownBy(() -> publisher.perform(large, bench.attempt()))
        .isInstanceOfSatisfying(
            FinalFailureException.class, e -> assertThat(e.code()).isEqualTo("post_too_large"));
    assertThat(bench.get(NtfyChannel.class).fits("ü".repeat(2_001))).isFalse();
    assertThat(bench.get(NtfyChannel.class).fits("ü".repeat(2_000))).isTrue();
    assertThat(kept).isEmpty();
  }

  @Test
  void theCheckAsksForHealthAndToken() {
    assertThat(bench.connections().check(bench.tenant(), "phone"))
        .isInstanceOfSatisfying(
            ConnectionCheck.Passed.class, passed -> assertThat(passed.message()).contains("token"));
    ntfy.next(Answer.of(502, ""));
    assertThat(bench.connections().check(bench.tenant(), "phone"))
        .isInstanceOf(ConnectionCheck.Failed.class);
    assertThat(kept).isEmpty();
  }

  @Test
  void aTopicIsNeeded() {
    assertThatThrownBy(() -> bench.connect("ntfy", "new", ConnectorBench.noConfig(), ""))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("topic");
  }

  @Test
  void theInboxSaysWhatWillBePublishedAndWhere() {
    Summary summary = publisher.summary(bench.attempt().tenant(), notice("**42** orders"));
    assertThat(summary.sentence())
        .isEqualTo(
            "Publish a notice to the connection's own topic, through the connection 'phone'");
    assertThat(summary.preview().orElseThrow().body()).isEqualTo("**42** orders");
  }

  private static Notice hello() {
    return notice("hello");
  }

  private static Notice notice(String text) {
    return new Notice(
        "phone",
        Optional.empty(),
        Optional.empty(),
        text,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Throwable failure() {
    return catchThrowable(() -> publisher.perform(hello(), bench.attempt()));
  }

  private void assertFinal(String code, String remedy) {
    Throwable failure = failure();
    assertThat(failure).isInstanceOf(FinalFailureException.class).hasMessageContaining(remedy);
    assertThat(((FinalFailureException) failure).code()).isEqualTo(code);
  }
}
