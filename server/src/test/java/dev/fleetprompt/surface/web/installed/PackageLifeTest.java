package dev.fleetprompt.surface.web.installed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.capability.connectors.mattermost.receiver.MattermostReceiver;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.surface.web.inertia.PageServer;
import dev.fleetprompt.surface.web.inertia.PageServer.Answer;
import dev.fleetprompt.testing.Await;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The digest's life as its pages tell it: found, planned, installed, run, changed and uninstalled.
 */
class PackageLifeTest {

  private static final String PACKAGE = "/marketplace/fleetprompt/daily-ops-digest";

  private PageServer server;
  private MattermostReceiver receiver;
  private SignedIn ada;

  @BeforeEach
  void start() throws Exception {
    server = PageServer.start();
    ada = server.owner(server.organization(), "Ada");
    receiver =
        MattermostReceiver.start(
            0, "abcdefghij1234567890klmnop", Optional.empty(), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    receiver.close();
    server.close();
  }

  @Test
  void aPackageIsFoundPlannedInstalledRunChangedAndUninstalled() {
    Answer found = server.page(ada, "/marketplace?q=digest");
    assertThat(found.props().path("packages")).hasSize(1);
    assertThat(server.page(ada, "/marketplace?q=nothing-like-it").props().path("packages"))
        .isEmpty();
    Answer shown = server.page(ada, PACKAGE);
    assertThat(shown.props().path("missingConnectors").toString()).contains("mattermost");
    assertThat(shown.props().path("permissions").toString()).contains("cannot be taken back");

    connect();
    assertThat(server.page(ada, PACKAGE).props().path("missingConnectors")).isEmpty();
    Answer refused = plan(Map.of("connection", "no-such", "time_zone", "Mars/Olympus"));
    assertThat(refused.props().path("errors").path("config.time_zone").isString()).isTrue();

    Map<String, Object> config = Map.of("connection", "team-chat", "time_zone", "Europe/Berlin");
    Answer planned = plan(config);
    assertThat(planned.component()).isEqualTo("Marketplace/Plan");
    Answer outdated = install(planned.props().path("configuration"), "0".repeat(64));
    assertThat(outdated.page().toString()).contains("look at the new plan");
    Answer installing =
        install(planned.props().path("configuration"), planned.props().path("hash").stringValue());
    String home = installing.location();
    assertThat(home).startsWith("/installed/");
    becomes(home, "installed");
    assertThat(install(planned.props().path("configuration"), "").location()).isEqualTo(home);

    Answer run = server.post(ada, home, home + "/run", Map.of("workflow", "daily-ops-digest"));
    assertThat(run.location()).startsWith("/runs/");
    Await.until("the digest is posted", () -> receiver.posts().size() == 1);
    String digest = "/digests/" + run.location().substring("/runs/".length());
    Await.until(
        "the digest is kept",
        () -> server.page(ada, digest).props().path("digest").path("posted").asBoolean(false));
    assertThat(server.page(ada, digest).props().path("text").stringValue()).isNotBlank();
    assertThat(server.page(ada, "/digests").props().path("digests").path("items")).hasSize(1);

    Answer configured = server.page(ada, home);
    Answer stale =
        server.post(ada, home, home + "/configure", Map.of("version", 7, "config", config));
    assertThat(stale.props().path("errors").isEmpty()).isFalse();
    server.post(
        ada,
        home,
        home + "/configure",
        Map.of(
            "version",
            configured.props().path("configurationVersion").intValue(),
            "config",
            Map.of("connection", "team-chat", "time_zone", "Europe/Berlin", "time", "09:15")));
    Await.until(
        "the settings change",
        () ->
            server
                .page(ada, home)
                .props()
                .path("configuration")
                .path("time")
                .asString("")
                .equals("09:15"));

    server.post(ada, home, home + "/disable", Map.of());
    becomes(home, "disabled");
    server.post(ada, home, home + "/enable", Map.of());
    becomes(home, "installed");
    Answer wrong = server.post(ada, home, home + "/uninstall", Map.of("name", "digest"));
    assertThat(wrong.props().path("errors").path("name").isString()).isTrue();
    server.post(ada, home, home + "/uninstall", Map.of("name", "daily-ops-digest"));
    becomes(home, "uninstalled");
    assertThat(server.page(ada, "/installed").props().path("installed").path("items")).isEmpty();
    assertThat(server.page(ada, "/installed?former=1").props().path("installed").path("items"))
        .hasSize(1);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(server.page(ada, "/marketplace/nobody/nothing").status()).isEqualTo(404);
    assertThat(server.page(ada, "/marketplace/NO/SUCH").status()).isEqualTo(404);
    assertThat(server.page(ada, PACKAGE + "?version=nonsense").status()).isEqualTo(404);
    assertThat(server.page(ada, "/installed/nonsense").status()).isEqualTo(404);
    assertThat(server.page(ada, "/digests/00000000-0000-7000-8000-000000000000").status())
        .isEqualTo(404);
  }

  private void connect() {
    Answer connected =
        server.post(
            ada,
            "/connections/new",
            "/connections",
            Map.of(
                "name",
                "team-chat",
                "connector",
                "mattermost",
                "config",
                Map.of(),
                "secret",
                receiver.webhook().toString(),
                "allow",
                receiver.webhook().getHost() + ":" + receiver.port()));
    assertThat(connected.component()).isEqualTo("Connections/Show");
  }

  private Answer plan(Map<String, ?> config) {
    return server.post(ada, PACKAGE + "/install", PACKAGE + "/plan", Map.of("config", config));
  }

  private Answer install(JsonNode config, String hash) {
    return server.post(
        ada, PACKAGE + "/install", PACKAGE + "/install", Map.of("config", config, "hash", hash));
  }

  private void becomes(String home, String status) {
    Await.until(
        "the installation is " + status,
        () ->
            server
                .page(ada, home)
                .props()
                .path("installation")
                .path("status")
                .asString("")
                .equals(status));
  }
}
