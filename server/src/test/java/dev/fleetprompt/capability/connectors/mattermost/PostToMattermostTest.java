package dev.fleetprompt.capability.connectors.mattermost;

import static dev.fleetprompt.testing.MisbehavingMattermost.Behaviour.answering;
import static dev.fleetprompt.testing.MisbehavingMattermost.Behaviour.dripping;
import static dev.fleetprompt.testing.MisbehavingMattermost.Behaviour.droppingAtOnce;
import static dev.fleetprompt.testing.MisbehavingMattermost.Behaviour.hanging;
import static dev.fleetprompt.testing.MisbehavingMattermost.Behaviour.postingThen;
import static dev.fleetprompt.testing.MisbehavingMattermost.Behaviour.refusing;
import static dev.fleetprompt.testing.MisbehavingMattermost.Behaviour.resettingAtOnce;
import static dev.fleetprompt.testing.MisbehavingMattermost.Behaviour.takingAndDropping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.fleetprompt.capability.connectors.ConnectorBench;
import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.connections.ConnectionCheck;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.RetryableFailureException;
import dev.fleetprompt.platform.directives.UnknownOutcomeException;
import dev.fleetprompt.platform.egress.NameResolver;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.schemas.RecordSchemas;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.testing.MisbehavingMattermost;
import dev.fleetprompt.testing.MisbehavingMattermost.Behaviour;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(60)
class PostToMattermostTest {
  private static final Post HELLO =
      new Post(
          "ops", Optional.of("town-square"), "**hello** <b>", Optional.empty(), Optional.empty());

  @TempDir private static Path folder;

  /** Where names lead; "rebind.test" changes its mind between connecting and posting. */
  private final AtomicReference<String> rebinding = new AtomicReference<>("127.0.0.1");

  private final NameResolver names =
      host ->
          host.equals("rebind.test")
              ? List.of(InetAddress.ofLiteral(rebinding.get()))
              : NameResolver.system().resolve(host);

  private final ConnectorBench bench = ConnectorBench.in(folder, names);
  private final MisbehavingMattermost mattermost = start();
  private final PostToMattermost poster = bench.get(PostToMattermost.class);

  @BeforeEach
  void connect() {
    bench.connect("mattermost", "ops", ConnectorBench.noConfig(), mattermost.webhook().toString());
  }

  @AfterEach
  void close() throws IOException {
    mattermost.close();
    bench.close();
  }

  @Test
  void aPostGoesOutOnceAndStatesThatItDid() throws Exception {
    Completion<Posted> completion = poster.perform(HELLO, bench.attempt());

    assertThat(mattermost.posts()).containsExactly("**hello** <b>");
    assertThat(completion.result().status()).isEqualTo(200);
    assertThat(completion.result().acknowledged()).isTrue();
    assertThat(completion.changes()).hasSize(1);
    AppendSignal posted = (AppendSignal) completion.changes().getFirst();
    assertThat(posted.signal().type().value()).isEqualTo("mattermost.message.posted");
    assertThat(posted.signal().json().path("channel").stringValue()).isEqualTo("town-square");
    assertThat(posted.signal().json().toString()).doesNotContain("hello");
  }

  @Test
  void anotherSuccessOrACutOneStillCountsAsPosted() throws Exception {
    for (String answer :
        List.of(
            "HTTP/1.1 204 No Content\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\no",
            "HTTP/1.1 200 OK\r\n\r\n" + "a".repeat(200_000))) {
      mattermost.next(answering(answer));

      assertThat(poster.perform(HELLO, bench.attempt()).result().acknowledged()).isFalse();
    }
  }

  @Test
  void refusalsAreFinalAndSayWhatToDo() {
    String webhook = "web.incoming_webhook.";
    assertFinal(refusing(400, webhook + "invalid.app_error"), "webhook_invalid", "connect again");
    assertFinal(refusing(403, "none"), "webhook_invalid", "Make a new one");
    assertFinal(refusing(404, "none"), "webhook_invalid", "Make a new one");
    assertFinal(refusing(404, webhook + "channel.app_error"), "channel_not_found", "town-square");
    assertFinal(refusing(403, webhook + "channel_locked.app_error"), "channel_locked", "unlock");
    assertFinal(refusing(403, webhook + "permissions.app_error"), "channel_forbidden", "Add");
    assertFinal(
        refusing(501, webhook + "disabled.app_error"), "webhooks_disabled", "System Console");
    assertFinal(refusing(413, "none"), "post_too_large", "shorten");
    assertFinal(refusing(422, "none"), "http_422", "log");
    assertFinal(
        answering(
            "HTTP/1.1 308 Moved\r\nLocation: https://a.example/hooks/x\r\nContent-Length: 0\r\n\r\n"),
        "http_308",
        "connect the new address");
    assertThat(mattermost.posts()).isEmpty();
  }

  @Test
  void timeoutsAndThrottlingAreTriedAgainWhenTheServerSays() {
    mattermost.next(refusing(429, "none", "Retry-After: 7"), refusing(408, "none"));

    assertThatThrownBy(this::post)
        .isInstanceOfSatisfying(
            RetryableFailureException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
    assertThatThrownBy(this::post)
        .isInstanceOfSatisfying(
            RetryableFailureException.class, e -> assertThat(e.retryAfter()).isEmpty());
    assertThat(mattermost.posts()).isEmpty();
  }

  @Test
  void whatMayHaveHappenedIsUnknown() {
    assertUnknown(refusing(500, "none"), "http_500");
    assertUnknown(postingThen(502), "http_502");
    assertUnknown(refusing(503, "none", "Retry-After: 3"), "http_503");
    assertUnknown(hanging(), "egress_no_answer");
    assertUnknown(takingAndDropping(), "egress_no_answer");
    assertUnknown(answering("MATTERMOST/1 fine\r\n\r\n"), "egress_no_answer");
    assertUnknown(
        answering("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"),
        "http_302");
    assertUnknown(droppingAtOnce(), "egress_no_answer");
    assertThat(mattermost.hasDuplicates()).as("502 and the drop posted it").isTrue();
  }

  @Test
  void aResetConnectionIsUnknownUnlessNothingWasSent() {
    for (int i = 0; i < 20; i++) {
      mattermost.next(resettingAtOnce());

      assertThat(patientPost())
          .isInstanceOfAny(UnknownOutcomeException.class, RetryableFailureException.class)
          .satisfies(failure -> {
            if (failure instanceof RetryableFailureException) {
              assertThat(failure).hasMessageContaining("nothing was sent");
            }
          });
    }
    assertThat(mattermost.posts()).isEmpty();
  }

  @Test
  void anAnswerThatDripsIsCutAtTheTotalTime() {
    mattermost.next(dripping());

    assertThatThrownBy(this::post)
        .isInstanceOf(UnknownOutcomeException.class)
        .hasMessageContaining("in time");
    assertThat(mattermost.posts()).hasSize(1);
  }

  @Test
  void aServerThatIsDownIsTriedAgain() throws Exception {
    mattermost.close();

    assertThatThrownBy(this::post)
        .isInstanceOf(RetryableFailureException.class)
        .hasMessageContaining("nothing was sent");
  }

  @Test
  void aNodeThatLostItsLeaseSendsNothing() {
    Attempt frozen = new Attempt(bench.tenant(), bench.attempt().directive(), 1, () -> false);

    assertThatThrownBy(() -> poster.perform(HELLO, frozen))
        .isInstanceOfSatisfying(
            RetryableFailureException.class, e -> assertThat(e.code()).isEqualTo("lease_lost"));
    assertThat(mattermost.requests()).isZero();
  }

  @Test
  void aNameThatTurnsPrivateAfterConnectingIsRefused() {
    rebinding.set("93.184.216.34");
    bench.connect(
        "mattermost",
        "ops",
        ConnectorBench.noConfig(),
        "https://rebind.test:" + mattermost.port() + "/hooks/" + MisbehavingMattermost.TOKEN);
    rebinding.set("127.0.0.1");

    assertThatThrownBy(this::post)
        .isInstanceOf(FinalFailureException.class)
        .hasMessageContaining("not public");
    assertThat(mattermost.requests()).isZero();
  }

  @Test
  void aRevokedOrUnknownConnectionIsFinal() {
    bench.connections().revoke(bench.tenant(), "ops", Actor.human("ann"));

    assertThatThrownBy(this::post)
        .isInstanceOf(FinalFailureException.class)
        .hasMessageContaining("connect it again");
    assertThatThrownBy(() ->
            poster.perform(
                new Post("none", Optional.empty(), "x", Optional.empty(), Optional.empty()),
                bench.attempt()))
        .isInstanceOf(FinalFailureException.class)
        .hasMessageContaining("connect it first");
  }

  @Test
  void aBurstBeyondTheRateGoesOutLater() throws Exception {
    List<Throwable> refused = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Throwable failure = catchThrowable(this::post);
      if (failure != null) {
        refused.add(failure);
      }
    }

    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(failure ->
            assertThat(((RetryableFailureException) failure).retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(1))));
    assertThat(mattermost.posts()).hasSize(40 - refused.size());
  }

  @Test
  void aRefusedWebhookMarksItsConnectionUntilOnePostSucceeds() throws Exception {
    mattermost.next(refusing(404, "none"));
    assertThatThrownBy(this::post).isInstanceOf(FinalFailureException.class);

    assertThat(ops().status()).isEqualTo(Connection.Status.FAILING);
    assertThat(ops().lastError()).hasValueSatisfying(e -> assertThat(e).contains("Make a new one"));
    post();
    assertThat(ops().status()).isEqualTo(Connection.Status.CONNECTED);
    assertThat(ops().lastError()).isEmpty();
  }

  @Test
  void theCheckAsksTheServerAndPostsNothing() throws Exception {
    assertThat(bench.connections().check(bench.tenant(), "ops"))
        .isInstanceOf(ConnectionCheck.Passed.class);
    mattermost.next(refusing(500, "none"));
    assertThat(bench.connections().check(bench.tenant(), "ops"))
        .isInstanceOf(ConnectionCheck.Failed.class);
    assertThat(ops().status()).isEqualTo(Connection.Status.FAILING);
    assertThat(mattermost.posts()).isEmpty();
  }

  @Test
  void onlyTheAddressOfAWebhookConnects() {
    for (String address :
        List.of(
            "https://chat.example.com/",
            "https://chat.example.com/hooks/",
            "ftp://chat.example.com/hooks/" + MisbehavingMattermost.TOKEN,
            "chat.example.com/hooks/" + MisbehavingMattermost.TOKEN,
            "https://chat.example.com/hooks/" + MisbehavingMattermost.TOKEN + "?a=" + "b",
            "not an address " + MisbehavingMattermost.TOKEN)) {
      assertThatThrownBy(
              () -> bench.connect("mattermost", "new", ConnectorBench.noConfig(), address))
          .isInstanceOf(ConnectionException.class)
          .hasMessageNotContaining(MisbehavingMattermost.TOKEN);
    }
  }

  @Test
  void paramsAreDescribedWithTheNamesPeopleWrite() {
    var schema = bench.get(RecordSchemas.class).of(Post.class);
    var good =
        ExactJson.read(
            "{\"connection\":\"ops\",\"text\":\"hi\",\"icon_url\":\"https://a.example/i\"}");

    assertThat(schema.problems(good)).isEmpty();
    assertThat(ExactJson.value(good, Post.class).iconUrl()).contains("https://a.example/i");
    assertThat(schema.problems(ExactJson.read("{\"connection\":\"ops\",\"text\":\"\"}")))
        .isNotEmpty();
    assertThat(
            schema.problems(
                ExactJson.read("{\"connection\":\"ops\",\"text\":\"" + "a".repeat(16_001) + "\"}")))
        .isNotEmpty();
  }

  @Test
  void theTokenAppearsInNoLogLineMessageOrTable() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Level before = root.getLevel();
    lines.start();
    root.addAppender(lines);
    root.setLevel(Level.TRACE);
    StringBuilder seen = new StringBuilder();
    try {
      mattermost.next(
          refusing(404, MisbehavingMattermost.TOKEN),
          refusing(500, mattermost.webhook().toString()),
          takingAndDropping(),
          answering("HTTP/1.1 302 Found\r\nLocation: " + mattermost.webhook() + "\r\n\r\n"),
          Behaviour.well());
      for (int i = 0; i < 5; i++) {
        Throwable failure = catchThrowable(() -> seen.append(post()));
        if (failure != null) {
          failure.printStackTrace(new PrintWriter(new Collector(seen), true));
        }
      }
      bench.connections().check(bench.tenant(), "ops");
      seen.append(ops());
      seen.append(bench.connections().open(bench.tenant(), "ops", MattermostConnector.NAME));
      seen.append(Webhook.parse(mattermost.webhook().toString()));
    } finally {
      root.setLevel(before);
      root.detachAppender(lines);
    }
    for (ILoggingEvent line : List.copyOf(lines.list)) {
      seen.append(line.getFormattedMessage());
      if (line.getThrowableProxy() != null) {
        seen.append(ThrowableProxyUtil.asString(line.getThrowableProxy()));
      }
    }
    seen.append(bench.database().owner().inTransaction(PostToMattermostTest::everyTable));

    assertThat(seen).contains("acme").doesNotContain(MisbehavingMattermost.TOKEN);
    assertThat(seen)
        .doesNotContain(
            HexFormat.of()
                .formatHex(MisbehavingMattermost.TOKEN.getBytes(StandardCharsets.US_ASCII)));
  }

  /** All rows of all tables of the shared schema as text; undone with the transaction. */
  private static String everyTable(org.springframework.jdbc.core.simple.JdbcClient sql) {
    StringBuilder text = new StringBuilder();
    List<String> tables =
        sql.sql(
                """
                select format('fleet.%I', relname) from pg_class
                where relnamespace = 'fleet'::regnamespace and relkind = 'r'
                """)
            .query((row, index) -> String.valueOf(row.getString(1)))
            .list();
    assertThat(tables).contains("fleet.credential", "fleet.connection");
    for (String table : tables) {
      sql.sql("alter table " + table + " no force row level security").update();
      List<String> rows =
          sql.sql("select t::text from " + table + " t")
              .query((row, index) -> String.valueOf(row.getString(1)))
              .list();
      text.append(table).append(rows);
    }
    assertThat(text).contains("fleet.credential[(");
    return text.toString();
  }

  private Completion<Posted> post() throws AttemptFailedException {
    return poster.perform(HELLO, bench.attempt());
  }

  private Connection ops() {
    return bench.connections().find(bench.tenant(), "ops").orElseThrow();
  }

  private void assertFinal(Behaviour behaviour, String code, String remedy) {
    mattermost.next(behaviour);
    Throwable failure = patientPost();
    assertThat(failure).isInstanceOf(FinalFailureException.class).hasMessageContaining(remedy);
    assertThat(((FinalFailureException) failure).code()).isEqualTo(code);
  }

  private void assertUnknown(Behaviour behaviour, String code) {
    mattermost.next(behaviour);
    Throwable failure = patientPost();
    assertThat(failure).as(code).isInstanceOf(UnknownOutcomeException.class);
    assertThat(((UnknownOutcomeException) failure).code()).startsWith(code);
  }

  /** Posts as often as the rate limit asks for. */
  private Throwable patientPost() {
    for (int tries = 0; tries < 10_000_000; tries++) {
      Throwable failure = catchThrowable(this::post);
      if (!(failure instanceof RetryableFailureException e && e.code().equals("rate_limited"))) {
        return failure;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the rate limit never let it through");
  }

  private static MisbehavingMattermost start() {
    try {
      return MisbehavingMattermost.start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Collector extends StringWriter {
    private final StringBuilder into;

    Collector(StringBuilder into) {
      this.into = into;
    }

    @Override
    public void write(String text, int offset, int length) {
      into.append(text, offset, offset + length);
    }
  }
}
