package dev.fleetprompt.capability.connectors.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.capability.connectors.mattermost.receiver.MattermostReceiver;
import dev.fleetprompt.capability.connectors.mattermost.receiver.ReceivedPost;
import dev.fleetprompt.testing.MisbehavingMattermost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Mattermost documents of incoming webhooks, kept by every stand-in for it. */
class WebhookContractTest {
  private static final String TOKEN = "madeupwebhooktoken12345678";

  @TempDir private Path folder;

  /** A stand-in, with what it posted. */
  record StandIn(String name, URI webhook, Supplier<List<String>> posts, AutoCloseable server)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try {
        server.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<StandIn> standIns() throws IOException {
    MattermostReceiver receiver =
        MattermostReceiver.start(0, TOKEN, Optional.empty(), Clock.systemUTC());
    MisbehavingMattermost fake = MisbehavingMattermost.start();
    return Stream.of(
        new StandIn(
            "receiver",
            receiver.webhook(),
            () -> receiver.posts().stream().map(ReceivedPost::text).toList(),
            receiver),
        new StandIn("fake", fake.webhook(), fake::posts, fake));
  }

  @ParameterizedTest
  @MethodSource("standIns")
  void aGoodPostIsAnsweredOkAndShown(StandIn mattermost) throws Exception {
    try (mattermost) {
      HttpResponse<String> answer = post(mattermost.webhook(), "{\"text\":\"**hi** ü\"}");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("ok");
      assertThat(mattermost.posts().get()).containsExactly("**hi** ü");
    }
  }

  @ParameterizedTest
  @MethodSource("standIns")
  void aPostWithoutTextOrWithoutJsonIsRefused(StandIn mattermost) throws Exception {
    try (mattermost) {
      assertThat(post(mattermost.webhook(), "{\"channel\":\"ops\"}").body())
          .contains("web.incoming_webhook.text.app_error");
      assertThat(post(mattermost.webhook(), "hello").body())
          .contains("web.incoming_webhook.parse.app_error");
      assertThat(mattermost.posts().get()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("standIns")
  void anUnknownTokenIsRefused(StandIn mattermost) throws Exception {
    try (mattermost) {
      HttpResponse<String> answer =
          post(mattermost.webhook().resolve("/hooks/anothertoken"), "{\"text\":\"hi\"}");

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("web.incoming_webhook.invalid.app_error");
      assertThat(mattermost.posts().get()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("standIns")
  void itSaysThatItIsUp(StandIn mattermost) throws Exception {
    try (mattermost;
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest ping =
          HttpRequest.newBuilder(mattermost.webhook().resolve("/api/v4/system/ping")).build();

      assertThat(client.send(ping, HttpResponse.BodyHandlers.ofString()).body()).contains("OK");
    }
  }

  @Test
  void theReceiverKeepsItsPostsAcrossARestartAndACutLine() throws Exception {
    Path file = folder.resolve("posts.jsonl");
    try (MattermostReceiver receiver =
        MattermostReceiver.start(0, TOKEN, Optional.of(file), Clock.systemUTC())) {
      post(receiver.webhook(), "{\"text\":\"first\",\"channel\":\"ops\"}");
    }
    Files.writeString(file, "{\"text\":\"cut", StandardOpenOption.APPEND);

    try (MattermostReceiver receiver =
        MattermostReceiver.start(0, TOKEN, Optional.of(file), Clock.systemUTC())) {
      assertThat(receiver.posts()).extracting(ReceivedPost::text).containsExactly("first");
      post(receiver.webhook(), "{\"text\":\"second\"}");
    }
    try (MattermostReceiver receiver =
        MattermostReceiver.start(0, TOKEN, Optional.of(file), Clock.systemUTC())) {
      assertThat(receiver.posts())
          .extracting(ReceivedPost::text)
          .containsExactly("first", "second");
    }
  }

  private static HttpResponse<String> post(URI webhook, String body)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(webhook).POST(HttpRequest.BodyPublishers.ofString(body)).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
