package dev.fleetprompt.platform.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.Writers;
import dev.fleetprompt.platform.egress.Egress;
import dev.fleetprompt.platform.egress.EgressLimits;
import dev.fleetprompt.platform.limits.Rate;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalQuery;
import dev.fleetprompt.platform.signals.SignalTestKit;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.platform.vault.Vault;
import dev.fleetprompt.testing.TestDatabase;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class ConnectionsTest {
  private static final Actor ANN = Actor.human("ann");
  private static final String SECRET = "made-up-credential";
  private static final Map<String, String> ADDRESSES =
      Map.of(
          "public.test",
          "93.184.216.34",
          "inside.test",
          "10.1.2.3",
          "meta.test",
          "169.254.169.254");

  @TempDir private static Path folder;
  private final TestDatabase database = TestDatabase.fresh();
  private final TenantId acme = database.organization("acme").id();
  private final SignalTestKit signals = new SignalTestKit(database);
  private final Connections connections = connections();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aConnectionShowsHostPortAndWhatItResolvesTo() {
    Connected connected = connect("shop", "https://public.test/hooks/secretpath", false);

    assertThat(connected.resolvesTo()).containsExactly("93.184.216.34");
    assertThat(connected.connection().address()).isEqualTo("public.test:443");
    assertThat(connected.connection().privateAllowed()).isFalse();
    assertThat(connections.find(acme, "shop")).contains(connected.connection());
    try (OpenConnection open = connections.open(acme, "shop", Stub.NAME)) {
      assertThat(open.revealCredential()).isEqualTo(SECRET);
      assertThat(open.toString()).doesNotContain("secretpath").doesNotContain(SECRET);
    }
  }

  @Test
  void aPrivateAddressNeedsItsOwnersWord() {
    assertThatThrownBy(() -> connect("shop", "http://inside.test:8065/", false))
        .hasMessageContaining("10.1.2.3")
        .hasMessageContaining("private address allowed");
    assertThat(connect("shop", "http://inside.test:8065/", true).connection().privateAllowed())
        .isTrue();
  }

  @Test
  void aLinkLocalAddressIsRefusedWhateverTheOwnerSays() {
    assertThatThrownBy(() -> connect("shop", "http://meta.test/", true))
        .hasMessageContaining("never called");
  }

  @Test
  void aCredentialDoesNotCrossTheInternetInTheClear() {
    assertThatThrownBy(() -> connect("shop", "http://public.test/", true))
        .hasMessageContaining("https");
  }

  @Test
  void aSecretInTheConfigOrTheNameIsRefused() {
    ObjectNode config = ExactJson.mapper().createObjectNode().put("password", SECRET);

    assertThatThrownBy(() ->
            connections.connect(
                acme,
                new ConnectRequest(
                    Stub.NAME, "shop", config, Optional.of(SecretValue.of(SECRET)), false),
                ANN))
        .hasMessageContaining("/password")
        .hasMessageNotContaining(SECRET);
    assertThatThrownBy(() ->
            connect("https://a.example/hooks/abcdefghijklmnopqrst", "https://public.test/", false))
        .isInstanceOf(ConnectionException.class);
  }

  @Test
  void connectingAgainReplacesTheCredentialAndKeepsTheId() {
    Connection first = connect("shop", "https://public.test/a", false).connection();
    connections.revoke(acme, "shop", ANN);
    assertThatThrownBy(() -> connections.open(acme, "shop", Stub.NAME))
        .hasMessageContaining("connect it again");

    Connection second = connect("shop", "http://inside.test:9/b", true).connection();

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.address()).isEqualTo("inside.test:9");
    assertThat(connections.list(acme, null, 10)).containsExactly(second);
  }

  @Test
  void anotherTenantSeesAndOpensNothing() {
    connect("shop", "https://public.test/a", false);
    TenantId other = database.organization("other").id();

    assertThat(connections.find(other, "shop")).isEmpty();
    assertThatThrownBy(() -> connections.open(other, "shop", Stub.NAME))
        .hasMessageContaining("no connection");
  }

  @Test
  void whatIsDoneToAConnectionIsStatedWithWhoDidItAndNoSecret() {
    Connection connection =
        connect("shop", "https://public.test/hooks/secretpath", false).connection();
    connect("shop", "http://inside.test:9/hooks/secretpath", true);
    connect("shop", "http://inside.test:9/hooks/secretpath", true);
    connections.rename(acme, connection.id(), "store", ANN);
    connections.rename(acme, connection.id(), "store", ANN);
    connections.revoke(acme, "store", ANN);
    connections.revoke(acme, "store", ANN);

    List<Signal> stated = signals.signals.page(acme, SignalQuery.newest(20)).reversed();
    assertThat(stated)
        .extracting(signal -> signal.type().value())
        .containsExactly(
            "connection.created",
            "connection.changed",
            "connection.address.allowed",
            "connection.changed",
            "connection.renamed",
            "connection.revoked");
    assertThat(stated)
        .allSatisfy(signal -> {
          assertThat(signal.actor()).isEqualTo(ANN);
          assertThat(signal.json().path("connection").asString())
              .isEqualTo(connection.id().value().toString());
          assertThat(signal.toString()).doesNotContain("secretpath").doesNotContain(SECRET);
        });
    assertThat(stated.get(4).json().path("before").asString()).isEqualTo("shop");
  }

  @Test
  void whatIsRefusedIsNotStated() {
    connect("shop", "https://public.test/a", false);
    Connection other = connect("store", "https://public.test/b", false).connection();

    assertThatThrownBy(() -> connections.rename(acme, other.id(), "shop", ANN))
        .isInstanceOf(ConnectionException.class);
    assertThatThrownBy(() -> connections.revoke(acme, "none", ANN))
        .isInstanceOf(ConnectionException.class);

    assertThat(signals.signals.page(acme, SignalQuery.newest(20)))
        .extracting(signal -> signal.type().value())
        .containsOnly("connection.created");
  }

  private Connected connect(String name, String address, boolean allowPrivate) {
    ObjectNode config = ExactJson.mapper().createObjectNode().put("address", address);
    return connections.connect(
        acme,
        new ConnectRequest(
            Stub.NAME, name, config, Optional.of(SecretValue.of(SECRET)), allowPrivate),
        ANN);
  }

  private Connections connections() {
    try {
      Egress egress =
          new Egress(
              host -> List.of(InetAddress.ofLiteral(ADDRESSES.getOrDefault(host, "0.0.0.0"))),
              SSLContext.getDefault());
      Vault vault =
          Vault.keptWith(
              folder.resolve("kek.json"),
              false,
              database.tenants(),
              database.owner(),
              database.clock());
      return new Connections(
          database.tenants(),
          Commits.asTenants(database.tenants(), new Writers(signals.writers())),
          signals.entry,
          vault,
          egress,
          List.of(new Stub()),
          EgressLimits.standard(),
          database.ids(),
          database.clock());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Takes its address from the config. */
  private static final class Stub implements Connector {
    static final ConnectorName NAME = new ConnectorName("stub");

    @Override
    public ConnectorName name() {
      return NAME;
    }

    @Override
    public CredentialSchema credential() {
      return new CredentialSchema("Token", "Ask for one.", false);
    }

    @Override
    public Rate rate() {
      return new Rate(1, 1);
    }

    @Override
    public URI address(ObjectNode config, String credential) {
      return URI.create(config.path("address").asString(""));
    }

    @Override
    public ConnectionCheck check(OpenConnection connection) {
      return new ConnectionCheck.Passed("fine");
    }
  }
}
