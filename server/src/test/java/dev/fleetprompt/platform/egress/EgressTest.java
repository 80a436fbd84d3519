package dev.fleetprompt.platform.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fleetprompt.platform.egress.EgressFailure.AnswerCut;
import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending;
import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending.Reason;
import dev.fleetprompt.platform.egress.EgressFailure.SentNoAnswer;
import dev.fleetprompt.platform.egress.EgressRequest.Method;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EgressTest {
  private static final String TOKEN = "x7hooktokenthatnobodymaysee";
  private static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";
  private static final EgressLimits QUICK =
      new EgressLimits(
          Duration.ofMillis(400), Duration.ofMillis(400), Duration.ofMillis(800), 4096);

  private final Egress egress = egress(NameResolver.system());

  @Test
  void aRequestIsSentOnceAndItsAnswerReadWhole() throws Exception {
    try (RawServer server = RawServer.answering(OK)) {
      EgressResponse response = send(egress, post(server), allowed(server));

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).isEqualTo("ok");
      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().getFirst())
          .startsWith("POST /hooks/" + TOKEN + " HTTP/1.1\r\n")
          .contains("Host: 127.0.0.1:" + server.port())
          .contains("Content-Length: 4")
          .contains("Connection: close")
          .doesNotContain("Accept-Encoding");
    }
  }

  @Test
  void aPrivateAddressIsRefusedUnlessExactlyItsHostAndPortAreAllowed() throws Exception {
    try (RawServer server = RawServer.answering(OK)) {
      EgressPolicy otherPort =
          EgressPolicy.standard()
              .allowing(new AllowedAddress("127.0.0.1", server.port() == 1 ? 2 : 1));
      EgressPolicy otherName =
          EgressPolicy.standard().allowing(new AllowedAddress("localhost", server.port()));

      assertThat(before(post(server), EgressPolicy.standard()).reason())
          .isEqualTo(Reason.ADDRESS_NOT_PUBLIC);
      assertThat(before(post(server), otherPort).reason()).isEqualTo(Reason.ADDRESS_NOT_PUBLIC);
      assertThat(before(post(server), otherName).reason()).isEqualTo(Reason.ADDRESS_NOT_PUBLIC);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void anAddressWrittenInAnotherNotationIsRefusedToo() {
    for (String host : List.of("2130706433", "127.1", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0")) {
      EgressRequest request = EgressRequest.get(URI.create("http://" + host + ":9/"));

      assertThat(before(request, EgressPolicy.standard()).code())
          .as(host)
          .isIn("egress.address_not_public", "egress.name_not_resolved", "egress.invalid_address");
    }
  }

  @Test
  void oneAddressOfAOnesOwnAmongPublicOnesMakesTheNameRefused() throws Exception {
    Egress mixed = egress(host -> List.of(address("93.184.216.34"), address("10.0.0.1")));

    BeforeSending failure =
        catchThrowableOfType(
            BeforeSending.class,
            () ->
                send(
                    mixed,
                    EgressRequest.get(URI.create("https://example.test/")),
                    EgressPolicy.standard()));

    assertThat(failure.reason()).isEqualTo(Reason.ADDRESS_NOT_PUBLIC);
  }

  @Test
  void noAllowanceOpensTheMetadataAddress() {
    Egress metadata = egress(host -> List.of(address("169.254.169.254")));
    EgressPolicy policy = EgressPolicy.standard().allowing(new AllowedAddress("meta.test", 80));

    assertThatThrownBy(
            () -> send(metadata, EgressRequest.get(URI.create("http://meta.test/")), policy))
        .isInstanceOf(BeforeSending.class)
        .hasMessageContaining("never called");
  }

  @Test
  void aNameThatTurnsPrivateAfterItsFirstAnswerIsRefusedTheSecondTime() throws Exception {
    try (RawServer trap = RawServer.answering(OK)) {
      Deque<String> answers = new ArrayDeque<>(List.of("93.184.216.34", "127.0.0.1"));
      Egress rebinding = egress(host -> List.of(address(answers.removeFirst())));
      URI uri = URI.create("http://rebind.test:" + trap.port() + "/");

      assertThat(rebinding.resolve(uri).reach()).isEqualTo(AddressReach.PUBLIC);
      assertThatThrownBy(() ->
              send(rebinding, EgressRequest.get(uri), EgressPolicy.standard().withLimits(QUICK)))
          .isInstanceOf(BeforeSending.class)
          .hasMessageContaining("not public");
      assertThat(trap.requests()).isEmpty();
    }
  }

  @Test
  void theAddressThatWasVettedIsTheOneConnectedTo() throws Exception {
    try (RawServer trap = RawServer.answering(OK)) {
      Deque<String> answers = new ArrayDeque<>(List.of("93.184.216.34", "127.0.0.1"));
      Egress rebinding = egress(host -> List.of(address(answers.removeFirst())));
      URI uri = URI.create("http://rebind.test:" + trap.port() + "/");

      BeforeSending failure =
          catchThrowableOfType(
              BeforeSending.class,
              () ->
                  send(
                      rebinding,
                      EgressRequest.get(uri),
                      EgressPolicy.standard().withLimits(QUICK)));

      assertThat(failure.reason()).isEqualTo(Reason.CONNECT_FAILED);
      assertThat(answers).as("the name was resolved once").hasSize(1);
      assertThat(trap.requests()).isEmpty();
    }
  }

  @Test
  void aHostThatIsNotListedIsNotEvenResolved() {
    Egress never =
        egress(host -> {
          throw new AssertionError("resolved " + host);
        });
    EgressPolicy policy =
        EgressPolicy.standard()
            .withHosts(HostRule.only(Set.of("api.example.com", "*.example.org")));

    for (String host :
        List.of("example.com", "example.org", "evilexample.org", "api.example.com.evil")) {
      assertThatThrownBy(
              () -> send(never, EgressRequest.get(URI.create("https://" + host + "/")), policy))
          .isInstanceOf(BeforeSending.class)
          .hasMessageContaining("list of hosts");
    }
    assertThat(policy.hosts().admits("API.example.com.")).isTrue();
    assertThat(policy.hosts().admits("a.b.example.org")).isTrue();
  }

  @Test
  void malformedAddressesAreRefusedWithoutShowingThem() {
    for (String uri :
        List.of(
            "ftp://example.com/" + TOKEN,
            "https://" + TOKEN + ":secret@example.com/",
            "https:///" + TOKEN,
            "https://a_b/" + TOKEN,
            "mailto:" + TOKEN + "@example.com",
            "https://example.com:70000/" + TOKEN)) {
      assertThat(before(EgressRequest.get(URI.create(uri)), EgressPolicy.standard()))
          .as(uri)
          .hasMessageNotContaining(TOKEN)
          .extracting(BeforeSending::reason)
          .isEqualTo(Reason.INVALID_ADDRESS);
    }
  }

  @Test
  void anUnknownNameAndASlowNameServiceFailBeforeSending() throws Exception {
    Egress unknown =
        egress(host -> {
          throw new java.net.UnknownHostException(host);
        });
    try (RawServer clock = RawServer.answering(OK)) {
      Egress slow =
          egress(host -> {
            clock.hang();
            return List.of();
          });

      for (Egress failing : List.of(unknown, slow)) {
        assertThatThrownBy(() ->
                send(
                    failing,
                    EgressRequest.get(URI.create("https://nowhere.test/")),
                    EgressPolicy.standard().withLimits(QUICK)))
            .isInstanceOfSatisfying(
                BeforeSending.class,
                failure -> assertThat(failure.reason()).isEqualTo(Reason.NAME_NOT_RESOLVED));
      }
    }
  }

  @Test
  void aRefusedConnectionFailsBeforeSending() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    EgressRequest request = EgressRequest.get(URI.create("http://127.0.0.1:" + port + "/"));

    BeforeSending failure =
        before(request, EgressPolicy.standard().allowing(new AllowedAddress("127.0.0.1", port)));

    assertThat(failure.reason()).isEqualTo(Reason.CONNECT_FAILED);
    assertThat(failure.reason().mayPass()).isTrue();
  }

  @Test
  void aServerThatNeverShakesHandsFailsBeforeSending() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      EgressRequest request =
          EgressRequest.get(URI.create("https://127.0.0.1:" + mute.getLocalPort() + "/"));

      BeforeSending failure = before(request, allowed(mute.getLocalPort()));

      assertThat(failure.reason()).isEqualTo(Reason.TLS_FAILED);
    }
  }

  @Test
  void aRefusedPermitLetsNoByteLeave() throws Exception {
    try (RawServer server = RawServer.answering(OK)) {
      assertThatThrownBy(() ->
              egress.send(
                  post(server),
                  allowed(server),
                  () -> {
                    throw new IOException("lease lost");
                  }))
          .isInstanceOf(IOException.class)
          .hasMessage("lease lost");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aServerThatHangsLeavesTheOutcomeOpen() throws Exception {
    try (RawServer server = hanging()) {
      assertThatThrownBy(() -> send(egress, post(server), allowed(server)))
          .isInstanceOf(SentNoAnswer.class);
    }
  }

  @Test
  void aServerThatDripsItsHeadersIsCutAtTheTotalTime() throws Exception {
    try (RawServer server =
        RawServer.serving((socket, head) ->
            RawServer.drip(socket, "HTTP/1.1 200 OK\r\nX-Slow: " + "a".repeat(500)))) {
      assertThatThrownBy(() -> send(egress, post(server), allowed(server)))
          .isInstanceOfSatisfying(
              SentNoAnswer.class,
              failure -> assertThat(failure.code()).isEqualTo("egress.no_answer_in_time"));
    }
  }

  @Test
  void aBodyThatDripsIsCutAtTheTotalTime() throws Exception {
    try (RawServer server =
        RawServer.serving((socket, head) -> {
          RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
          RawServer.drip(socket, "a".repeat(500));
        })) {
      assertThatThrownBy(() -> send(egress, post(server), allowed(server)))
          .isInstanceOfSatisfying(
              AnswerCut.class,
              failure -> {
                assertThat(failure.head().status()).isEqualTo(200);
                assertThat(failure.code()).isEqualTo("egress.answer_out_of_time");
              });
    }
  }

  @Test
  void aConnectionDroppedWithoutAStatusLineLeavesTheOutcomeOpen() throws Exception {
    for (String answer :
        List.of("", "HTTP/1.1 2", "SMTP ready\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n")) {
      try (RawServer server = RawServer.answering(answer)) {
        assertThatThrownBy(() -> send(egress, post(server), allowed(server)))
            .as("<" + answer + ">")
            .isInstanceOf(SentNoAnswer.class);
      }
    }
  }

  @Test
  void aBodyLargerThanAllowedIsCut() throws Exception {
    List<String> answers =
        List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\naaa",
            "HTTP/1.1 200 OK\r\n\r\n" + "a".repeat(100_000),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1000\r\n%s\r\n".formatted("a".repeat(4096)).repeat(10));
    for (String answer : answers) {
      try (RawServer server = RawServer.answering(answer)) {
        assertThatThrownBy(() -> send(egress, post(server), allowed(server)))
            .isInstanceOfSatisfying(
                AnswerCut.class,
                failure -> assertThat(failure.code()).isEqualTo("egress.answer_too_large"));
      }
    }
  }

  @Test
  void aBodyShorterThanAnnouncedIsCut() throws Exception {
    try (RawServer server =
        RawServer.answering("HTTP/1.1 400 Bad Request\r\nContent-Length: 50\r\n\r\nhalf")) {
      assertThatThrownBy(() -> send(egress, post(server), allowed(server)))
          .isInstanceOfSatisfying(
              AnswerCut.class, failure -> assertThat(failure.head().status()).isEqualTo(400));
    }
  }

  @Test
  void aFloodOfHeadersLeavesTheOutcomeOpen() throws Exception {
    try (RawServer server =
        RawServer.answering("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(200) + "\r\n")) {
      assertThatThrownBy(() -> send(egress, post(server), allowed(server)))
          .isInstanceOf(SentNoAnswer.class);
    }
  }

  @Test
  void anEffectDoesNotFollowARedirect() throws Exception {
    try (RawServer other = RawServer.answering(OK);
        RawServer server = RawServer.answering(redirect(other.uri("/elsewhere")))) {
      EgressResponse response = send(egress, post(server), allowed(server));

      assertThat(response.status()).isEqualTo(302);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void aReadFollowsARedirectAndLeavesItsCredentialBehind() throws Exception {
    try (RawServer other = RawServer.answering(OK);
        RawServer server = RawServer.answering(redirect(other.uri("/elsewhere")))) {
      EgressRequest request =
          new EgressRequest(
              Method.GET,
              server.uri("/"),
              List.of(
                  new Header("Authorization", "Bearer " + TOKEN),
                  new Header("Accept", "text/plain")),
              new byte[0]);

      EgressResponse response = egress.read(request, allowed(server.port(), other.port()));

      assertThat(response.status()).isEqualTo(200);
      assertThat(server.requests().getFirst()).contains("Authorization: Bearer " + TOKEN);
      assertThat(other.requests().getFirst()).contains("Accept: text/plain").doesNotContain(TOKEN);
    }
  }

  @Test
  void aRedirectToAPrivateAddressIsRefused() throws Exception {
    try (RawServer inside = RawServer.answering(OK);
        RawServer server = RawServer.answering(redirect(inside.uri("/admin")))) {
      assertThatThrownBy(() -> egress.read(EgressRequest.get(server.uri("/")), allowed(server)))
          .isInstanceOfSatisfying(
              BeforeSending.class,
              failure -> assertThat(failure.reason()).isEqualTo(Reason.ADDRESS_NOT_PUBLIC));
      assertThat(inside.requests()).isEmpty();
    }
  }

  @Test
  void aRedirectWithoutEndIsRefusedAfterFiveHops() throws Exception {
    try (RawServer server =
        RawServer.answering(
            "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")) {
      assertThatThrownBy(() -> egress.read(EgressRequest.get(server.uri("/")), allowed(server)))
          .isInstanceOfSatisfying(
              BeforeSending.class,
              failure -> assertThat(failure.reason()).isEqualTo(Reason.REDIRECT_REFUSED));
      assertThat(server.requests()).hasSize(6);
    }
  }

  @Test
  void noFailureShowsPathQueryHeadersOrBody() throws Exception {
    try (RawServer silent = hanging();
        RawServer rude = RawServer.answering("");
        RawServer large = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n")) {
      for (RawServer server : List.of(silent, rude, large)) {
        EgressRequest request =
            new EgressRequest(
                Method.POST,
                server.uri("/hooks/" + TOKEN + "?key=" + TOKEN),
                List.of(new Header("Authorization", TOKEN)),
                TOKEN.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> send(egress, request, allowed(server)))
            .satisfies(failure -> assertThat(trace(failure)).doesNotContain(TOKEN));
        assertThat(request.toString() + request.headers()).doesNotContain(TOKEN);
      }
    }
  }

  @Test
  void headersThatSteerTheConnectionAreRefused() {
    for (String name :
        List.of("Host", "content-length", "Transfer-Encoding", "Proxy-Authorization")) {
      assertThatThrownBy(() ->
              new EgressRequest(
                  Method.GET,
                  URI.create("https://example.com/"),
                  List.of(new Header(name, "1")),
                  new byte[0]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Header("X", "a\r\nEvil: b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theJvmsProxySettingsAreIgnored() throws Exception {
    Map<String, String> proxy =
        Map.of("socksProxyHost", "127.0.0.1", "socksProxyPort", "1", "http.proxyHost", "127.0.0.1");
    proxy.forEach(System::setProperty);
    try (RawServer server = RawServer.answering(OK)) {
      assertThat(send(egress, post(server), allowed(server)).status()).isEqualTo(200);
    } finally {
      proxy.keySet().forEach(System::clearProperty);
    }
  }

  private BeforeSending before(EgressRequest request, EgressPolicy policy) {
    BeforeSending failure =
        catchThrowableOfType(BeforeSending.class, () -> send(egress, request, policy));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static EgressResponse send(Egress egress, EgressRequest request, EgressPolicy policy)
      throws EgressFailure {
    return egress.<RuntimeException>send(request, policy, () -> {});
  }

  private static EgressRequest post(RawServer server) {
    return EgressRequest.post(
        server.uri("/hooks/" + TOKEN), "text/plain", "text".getBytes(StandardCharsets.UTF_8));
  }

  private static EgressPolicy allowed(RawServer server) {
    return allowed(server.port());
  }

  private static EgressPolicy allowed(int... ports) {
    Set<AllowedAddress> allowances =
        Set.copyOf(Arrays.stream(ports).mapToObj(p -> new AllowedAddress("127.0.0.1", p)).toList());
    return new EgressPolicy(HostRule.any(), allowances, QUICK);
  }

  private static RawServer hanging() throws IOException {
    RawServer[] server = new RawServer[1];
    server[0] = RawServer.serving((socket, head) -> server[0].hang());
    return server[0];
  }

  private static String redirect(URI to) {
    return "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n";
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static Egress egress(NameResolver names) {
    try {
      return new Egress(names, SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
