package dev.fleetprompt.capability.connectors.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fleetprompt.capability.connectors.ConnectorBench;
import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.connections.ConnectionCheck;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.RetryableFailureException;
import dev.fleetprompt.platform.directives.Summary;
import dev.fleetprompt.platform.directives.UnknownOutcomeException;
import dev.fleetprompt.platform.egress.NameResolver;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.schemas.RecordSchemas;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Against a real mail server, and against one that breaks off wherever a line can break. */
@Timeout(120)
class SendMailTest {
  private static final String HOST = "mail.test";
  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static SSLContext tls;

  /** Leads the made-up name here: the library cannot have looked it up itself. */
  private final NameResolver names =
      host ->
          host.equals(HOST)
              ? List.of(InetAddress.getLoopbackAddress())
              : NameResolver.system().resolve(host);

  private final GreenMail real = new GreenMail(smtp());
  private ConnectorBench bench;
  private SendMail sender;
  private MisbehavingMail fake;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path store = folder.resolve("mail.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + HOST,
                "-ext",
                "san=dns:" + HOST,
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, STORE_PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, STORE_PASSWORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(keys);
    tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
  }

  @BeforeEach
  void start() throws Exception {
    real.start();
    real.setUser("ops@shop.example", "ops", "made-up-password");
    fake = MisbehavingMail.start(Optional.of(tls));
    bench = ConnectorBench.in(folder, names, tls);
    sender = bench.get(SendMail.class);
    bench.connect(
        "mail", "real", config("none", real.getSmtp().getPort(), HOST), "made-up-password");
    bench.connect("mail", "fake", config("starttls", fake.port(), HOST), "made-up-password");
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
    fake.close();
    real.stop();
  }

  @Test
  void aMailArrivesAsTextAndHtmlUnderAnIdOfItsDirective() throws Exception {
    Attempt attempt = bench.attempt();
    Completion<Sent> completion =
        sender.perform(
            mail("real", "Übersicht: 5 €", "# Hello\n\n| A | B |\n|---|--:|\n| x | 1 |\n\n<b>"),
            attempt);

    assertThat(real.waitForIncomingEmail(5_000, 1)).isTrue();
    MimeMessage arrived = real.getReceivedMessages()[0];
    assertThat(arrived.getSubject()).isEqualTo("Übersicht: 5 €");
    assertThat(arrived.getFrom()[0].toString()).isEqualTo("Shop <ops@shop.example>");
    assertThat(arrived.getRecipients(RecipientType.TO)[0].toString()).isEqualTo("ann@shop.example");
    assertThat(arrived.getMessageID())
        .isEqualTo("<" + attempt.directive() + "@shop.example>")
        .isEqualTo(completion.providerReference().orElseThrow());
    assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    MimeMultipart parts = (MimeMultipart) arrived.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).getContent().toString()).startsWith("Hello");
    assertThat(parts.getBodyPart(1).getContent().toString())
        .contains("<h1>Hello</h1>", "<td align=\"right\">1</td>", "&lt;b&gt;");
  }

  @Test
  void theInboxSaysWhatWillBeSentToWhom() {
    Summary summary =
        sender.summary(
            bench.attempt().tenant(),
            new Mail("real", Optional.of(List.of("bob@shop.example")), "Orders", "**42**"));
    assertThat(summary.sentence())
        .isEqualTo("Send the mail 'Orders' to bob@shop.example, through the connection 'real'");
    assertThat(summary.preview().orElseThrow().recipient()).isEqualTo("bob@shop.example");
  }

  @Test
  void otherRecipientsMayBeNamed() throws Exception {
    sender.perform(
        new Mail(
            "real", Optional.of(List.of("bob@shop.example", "Cem <cem@shop.example>")), "s", "t"),
        bench.attempt());

    assertThat(real.waitForIncomingEmail(5_000, 2)).isTrue();
    assertThat(real.getReceivedMessages()[0].getAllRecipients()).hasSize(2);
  }

  @Test
  void theCheckSignsInAndSendsNothing() {
    assertThat(bench.connections().check(bench.tenant(), "real"))
        .isInstanceOfSatisfying(
            ConnectionCheck.Passed.class,
            passed -> assertThat(passed.message()).contains("let the user in"));
    bench.connect("mail", "wrong", config("none", real.getSmtp().getPort(), HOST), "guess");
    assertThat(bench.connections().check(bench.tenant(), "wrong"))
        .isInstanceOfSatisfying(
            ConnectionCheck.Failed.class,
            failed -> assertThat(failed.message()).contains("password").doesNotContain("guess"));
    assertThat(real.getReceivedMessages()).isEmpty();
  }

  @Test
  void nothingIsSaidBeforeTlsAndTheNameIsVerified() throws Exception {
    sender.perform(mail("fake", "s", "t"), bench.attempt());

    assertThat(fake.commands())
        .startsWith("EHLO", "STARTTLS", "EHLO*", "AUTH*")
        .contains("MAIL*", "DATA*");
    bench.connect("mail", "other", config("starttls", fake.port(), "127.0.0.1"), "secret-word");
    assertThat(failure("other")).isInstanceOf(RetryableFailureException.class);
    assertThat(fake.commands()).filteredOn("AUTH"::equals).isEmpty();
    assertThat(fake.mails()).hasSize(1);
  }

  @Test
  void withoutStarttlsNoPasswordIsGiven() throws Exception {
    try (MisbehavingMail bare = MisbehavingMail.start(Optional.empty())) {
      bench.connect("mail", "bare", config("starttls", bare.port(), HOST), "secret-word");

      assertThat(code(failure("bare"))).isEqualTo("webhook_starttls_missing");
      assertThat(bare.commands()).doesNotContain("AUTH", "MAIL");
    }
    assertThat(bench.connections().find(bench.tenant(), "bare").orElseThrow().status())
        .isEqualTo(Connection.Status.FAILING);
  }

  @Test
  void refusalsAreFinalAndPostponementsAreNot() {
    assertFinal("AUTH", "535 no", "webhook_login_refused");
    assertFinal("MAIL", "550 not you", "mail_sender_refused");
    assertFinal("RCPT", "550 who", "mail_recipient_refused");
    assertFinal("DATA", "554 no", "mail_refused_554");
    assertFinal("END", "552 too large", "mail_refused");
    for (String verb : List.of("MAIL", "RCPT", "DATA", "END")) {
      fake.behave();
      fake.reply(verb, "451 later");
      assertThat(failure("fake")).as(verb).isInstanceOf(RetryableFailureException.class);
    }
  }

  @Test
  void whatBreaksBeforeTheEndIsTriedAgainAndAfterItIsUnknown() {
    for (String verb : List.of("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA")) {
      fake.behave();
      fake.reply(verb, "");
      assertThat(failure("fake")).as(verb).isInstanceOf(RetryableFailureException.class);
    }
    assertThat(fake.mails()).isEmpty();
    fake.behave();
    fake.reply("END", "");
    assertThat(failure("fake")).isInstanceOf(UnknownOutcomeException.class);
    assertThat(fake.mails()).hasSize(1);
  }

  @Test
  void aNodeThatLostItsLeaseSendsNothing() {
    Attempt frozen = new Attempt(bench.tenant(), bench.attempt().directive(), 1, () -> false);

    assertThatThrownBy(() -> sender.perform(mail("real", "s", "t"), frozen))
        .isInstanceOfSatisfying(
            RetryableFailureException.class, e -> assertThat(e.code()).isEqualTo("lease_lost"));
    assertThat(real.getReceivedMessages()).isEmpty();
  }

  @Test
  void noLineOfAHeaderCanBeSmuggledIn() throws Exception {
    String evil = "a\r\nBcc: eve@evil.example";
    var schema = bench.get(RecordSchemas.class).of(Mail.class);
    ObjectNode params = ExactJson.mapper().createObjectNode();
    params.put("connection", "real").put("text", "t").put("subject", evil);

    assertThat(schema.problems(params)).isNotEmpty();
    assertThatThrownBy(() ->
            sender.perform(
                new Mail(
                    "real", Optional.of(List.of("a@b.example\r\nBcc: eve@evil.example")), "s", "t"),
                bench.attempt()))
        .isInstanceOf(FinalFailureException.class);
    assertThatThrownBy(() ->
            sender.perform(
                new Mail("real", Optional.of(List.of("a@b.example, c@d.example")), "s", "t"),
                bench.attempt()))
        .isInstanceOf(FinalFailureException.class);
    assertThat(real.getReceivedMessages()).isEmpty();
  }

  @Test
  void aPasswordIsNotSentInTheClearOverTheInternet() {
    assertThatThrownBy(() ->
            bench.connect("mail", "public", config("none", 25, "93.184.216.34"), "secret-word"))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("encryption");
  }

  @Test
  void aConfigThatCannotWorkDoesNotConnect() {
    ObjectNode without = config("tls", 465, HOST);
    without.remove("to");
    assertThatThrownBy(() -> bench.connect("mail", "new", without, ""))
        .isInstanceOf(ConnectionException.class);
    ObjectNode wrong = config("tls", 465, HOST);
    wrong.put("from", "nobody");
    assertThatThrownBy(() -> bench.connect("mail", "new", wrong, ""))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("ann@example.com");
  }

  private static ServerSetup smtp() {
    ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    setup.setServerStartupTimeout(20_000);
    return setup;
  }

  private static ObjectNode config(String security, int port, String host) {
    ObjectNode config = ConnectorBench.noConfig();
    config.put("host", host).put("port", port).put("security", security).put("user", "ops");
    config.put("from", "Shop <ops@shop.example>").putArray("to").add("ann@shop.example");
    return config;
  }

  private static Mail mail(String connection, String subject, String text) {
    return new Mail(connection, Optional.empty(), subject, text);
  }

  private Throwable failure(String connection) {
    Throwable failure = attempt(connection);
    for (int i = 0; i < 100_000_000 && isRateLimited(failure); i++) {
      Thread.onSpinWait();
      failure = attempt(connection);
    }
    return failure;
  }

  private Throwable attempt(String connection) {
    return catchThrowable(() -> sender.perform(mail(connection, "s", "t"), bench.attempt()));
  }

  private static boolean isRateLimited(Throwable failure) {
    return failure instanceof RetryableFailureException e && e.code().equals("rate_limited");
  }

  private static String code(Throwable failure) {
    return ((AttemptFailedException) failure).code();
  }

  private void assertFinal(String verb, String reply, String code) {
    fake.behave();
    fake.reply(verb, reply);
    Throwable failure = failure("fake");
    assertThat(failure).as(verb).isInstanceOf(FinalFailureException.class);
    assertThat(code(failure)).isEqualTo(code);
  }
}
