package dev.fleetprompt.platform.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending;
import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static SSLContext trusted = defaultTls();

  @BeforeAll
  static void makeCertificateForGoodTest() throws Exception {
    Path store = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=good.test",
                "-ext",
                "san=dns:good.test",
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
    trusted = tlsOf(store);
  }

  @Test
  void aTrustedCertificateOfTheRightNameIsAccepted() throws Exception {
    try (RawServer server = secureServer()) {
      EgressResponse response = send(trusted, "good.test", server.port());

      assertThat(response.text()).isEqualTo("ok");
    }
  }

  @Test
  void aCertificateOfAnotherNameIsRefusedBeforeSending() throws Exception {
    try (RawServer server = secureServer()) {
      assertThat(failure(trusted, "other.test", server).reason()).isEqualTo(Reason.TLS_FAILED);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void anUntrustedCertificateIsRefusedBeforeSending() throws Exception {
    try (RawServer server = secureServer()) {
      assertThat(failure(defaultTls(), "good.test", server).reason()).isEqualTo(Reason.TLS_FAILED);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aServerWithoutTlsIsRefusedBeforeSending() throws Exception {
    try (RawServer server = RawServer.answering(OK)) {
      assertThat(failure(trusted, "good.test", server).reason()).isEqualTo(Reason.TLS_FAILED);
    }
  }

  @Test
  void aRedirectFromHttpsToHttpIsRefused() throws Exception {
    try (RawServer plain = RawServer.answering(OK);
        RawServer secure =
            secureServer(
                "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                    .formatted(plain.uri("/")))) {
      EgressPolicy policy =
          new EgressPolicy(
              HostRule.any(),
              Set.of(
                  new AllowedAddress("good.test", secure.port()),
                  new AllowedAddress("127.0.0.1", plain.port())),
              EgressLimits.standard());

      BeforeSending failure =
          catchThrowableOfType(
              BeforeSending.class,
              () ->
                  egress(trusted).read(EgressRequest.get(uri("good.test", secure.port())), policy));

      assertThat(failure.reason()).isEqualTo(Reason.REDIRECT_REFUSED);
      assertThat(plain.requests()).isEmpty();
    }
  }

  private static BeforeSending failure(SSLContext tls, String host, RawServer server) {
    return catchThrowableOfType(BeforeSending.class, () -> send(tls, host, server.port()));
  }

  private static EgressResponse send(SSLContext tls, String host, int port) throws EgressFailure {
    EgressPolicy policy = EgressPolicy.standard().allowing(new AllowedAddress(host, port));
    return egress(tls).<RuntimeException>send(EgressRequest.get(uri(host, port)), policy, () -> {});
  }

  private static Egress egress(SSLContext tls) {
    return new Egress(host -> List.of(InetAddress.getLoopbackAddress()), tls);
  }

  private static URI uri(String host, int port) {
    return URI.create("https://" + host + ":" + port + "/");
  }

  private static RawServer secureServer() throws IOException {
    return secureServer(OK);
  }

  private static RawServer secureServer(String answer) throws IOException {
    return RawServer.serving(
        trusted.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress()),
        (socket, head) -> RawServer.write(socket, answer));
  }

  private static SSLContext tlsOf(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("server", store.getCertificate("server"));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(anchors);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return tls;
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
