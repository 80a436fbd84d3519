package dev.fleetprompt.capability.connectors.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.fleetprompt.capability.connectors.ConnectorBench;
import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.connections.ConnectionCheck;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.RetryableFailureException;
import dev.fleetprompt.platform.directives.Summary;
import dev.fleetprompt.platform.directives.UnknownOutcomeException;
import dev.fleetprompt.platform.egress.NameResolver;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.testing.StandInServer;
import dev.fleetprompt.testing.StandInServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;

@Timeout(60)
class PostToSlackTest {
  private static final String HOOK = "/services/T0MADEUP/B0MADEUP/madeupwebhooktoken12345678";
  private static final Post HELLO = new Post("slack", "**hello** <!here>");

  @TempDir private static Path folder;
  private final ConnectorBench bench = ConnectorBench.in(folder, NameResolver.system());
  private final PostToSlack poster = bench.get(PostToSlack.class);
  private StandInServer slack;

  @BeforeEach
  void connect() throws IOException {
    slack = StandInServer.of(PostToSlackTest::slack);
    bench.connect("slack", "slack", ConnectorBench.noConfig(), slack.address(HOOK).toString());
  }

  @AfterEach
  void close() {
    slack.close();
    bench.close();
  }

  /** What Slack documents of incoming webhooks. */
  private static Answer slack(StandInServer.Request request) {
    if (!request.uri().getPath().equals(HOOK)) {
      return Answer.of(404, "no_service");
    }
    try {
      String text = ExactJson.read(request.body()).path("text").asString("");
      return text.isEmpty() ? Answer.of(400, "no_text") : Answer.of(200, "ok");
    } catch (JacksonException e) {
      return Answer.of(400, "invalid_payload");
    }
  }

  @Test
  void theInboxSaysWhatWillBePosted() {
    Summary summary = poster.summary(bench.attempt().tenant(), new Post("team", "**42** orders"));
    assertThat(summary.sentence())
        .isEqualTo("Post a message to Slack, through the connection 'team'");
    assertThat(summary.preview().orElseThrow().body()).isEqualTo("**42** orders");
  }

  @Test
  void aPostIsWrittenInSlacksMarkupAndTold() throws Exception {
    Completion<Posted> completion = poster.perform(HELLO, bench.attempt());

    assertThat(ExactJson.read(slack.requests().getFirst().body()).path("text").asString())
        .isEqualTo("*hello* &lt;!here&gt;");
    assertThat(completion.result().characters()).isEqualTo(17);
    AppendSignal told = (AppendSignal) completion.changes().getFirst();
    assertThat(told.signal().type().value()).isEqualTo("slack.message.posted");
    assertThat(told.signal().json().toString()).doesNotContain("hello");
  }

  @Test
  void slacksWordsBecomeClassesWithARemedy() {
    assertFinal(404, "no_service", "webhook_invalid", "connect again");
    assertFinal(403, "invalid_token", "webhook_invalid", "connect again");
    assertFinal(410, "channel_is_archived", "webhook_channel_archived", "Unarchive");
    assertFinal(404, "channel_not_found", "webhook_channel_gone", "another channel");
    assertFinal(403, "action_prohibited", "webhook_forbidden", "administrator");
    assertFinal(400, "invalid_payload", "post_malformed", "change its text");
    assertFinal(404, "<html>nothing</html>", "webhook_invalid", "connect again");
    assertThat(connection().status()).isEqualTo(Connection.Status.FAILING);
  }

  @Test
  void throttlingWaitsAndTroubleIsUnknown() {
    slack.next(new Answer(429, Map.of("Retry-After", "30"), "rate_limited"));
    assertThat(failure())
        .isInstanceOfSatisfying(
            RetryableFailureException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(30)));
    slack.next(Answer.of(500, "rollup_error"));
    assertThat(failure()).isInstanceOf(UnknownOutcomeException.class);
  }

  @Test
  void theRateIsKept() {
    List<Throwable> failures =
        java.util.stream.IntStream.range(0, 8).mapToObj(i -> failure()).toList();

    assertThat(failures.subList(0, 5)).containsOnlyNulls();
    assertThat(failures.getLast())
        .isInstanceOfSatisfying(
            RetryableFailureException.class, e -> assertThat(e.code()).isEqualTo("rate_limited"));
  }

  @Test
  void aTextThatGrowsBeyondTheLimitIsRefusedBeforeSending() {
    Post large = new Post("slack", "&".repeat(20_000));

    assertThatThrownBy(() -> poster.perform(large, bench.attempt()))
        .isInstanceOfSatisfying(
            FinalFailureException.class, e -> assertThat(e.code()).isEqualTo("post_too_large"));
    assertThat(bench.get(SlackChannel.class).fits("&".repeat(20_000))).isFalse();
    assertThat(bench.get(SlackChannel.class).fits("a".repeat(20_000))).isTrue();
    assertThat(slack.requests()).isEmpty();
  }

  @Test
  void theCheckPostsNothingAndKnowsABadWebhook() {
    assertThat(bench.connections().check(bench.tenant(), "slack"))
        .isInstanceOf(ConnectionCheck.Passed.class);
    slack.next(Answer.of(404, "no_service"));
    assertThat(bench.connections().check(bench.tenant(), "slack"))
        .isInstanceOfSatisfying(
            ConnectionCheck.Failed.class,
            failed -> assertThat(failed.message()).contains("connect again"));
    assertThat(slack.requests()).allMatch(request -> request.body().equals("{}"));
  }

  @Test
  void onlyTheAddressOfAWebhookConnects() {
    for (String address :
        List.of("https://hooks.slack.com/", "https://hooks.slack.com/services/T1/B2")) {
      assertThatThrownBy(() -> bench.connect("slack", "new", ConnectorBench.noConfig(), address))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("Incoming Webhooks");
    }
  }

  private Connection connection() {
    return bench.connections().find(bench.tenant(), "slack").orElseThrow();
  }

  private Throwable failure() {
    return catchThrowable(() -> poster.perform(HELLO, bench.attempt()));
  }

  private void assertFinal(int status, String word, String code, String remedy) {
    slack.next(Answer.of(status, word));
    Throwable failure = failure();
    for (int tries = 0;
        tries < 100_000_000 && failure instanceof RetryableFailureException;
        tries++) {
      Thread.onSpinWait();
      failure = failure();
    }
    assertThat(failure).isInstanceOf(FinalFailureException.class).hasMessageContaining(remedy);
    assertThat(((FinalFailureException) failure).code()).isEqualTo(code);
  }
}
