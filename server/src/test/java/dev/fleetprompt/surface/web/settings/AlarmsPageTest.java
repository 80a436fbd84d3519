package dev.fleetprompt.surface.web.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.capability.alarms.Alarms;
import dev.fleetprompt.capability.connectors.mattermost.receiver.MattermostReceiver;
import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.connections.ConnectRequest;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.executions.StartRun;
import dev.fleetprompt.platform.executions.StoreDefinition;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.triggers.MissedTime;
import dev.fleetprompt.platform.triggers.MissedTimes;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestBrowser;
import dev.fleetprompt.testing.TestSite;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The page of alarms, and what home says of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class AlarmsPageTest {
  private static final String PAGE = "/settings/alarms";
  private static final Actor ANN = Actor.human("ann");
  private static final String WORKFLOW =
      """
      document: {dsl: 1.0.3, namespace: test, name: digest, version: 1.0.0}
      do:
        - luck: {raise: {error: {type: "https://a.example/luck", status: 500, title: Luck}}}
      """;

  private TestSite site;
  private MattermostReceiver receiver;
  private int organizations;
  private TenantId tenant;
  private TestBrowser admin;
  private TestBrowser editor;
  private TestBrowser viewer;

  @BeforeAll
  void start() throws IOException {
    site = TestSite.start();
    receiver =
        MattermostReceiver.start(
            0, "a1b2c3d4e5f6g7h8i9j0k1l2m3", Optional.empty(), site.database().clock());
  }

  @AfterAll
  void stop() {
    receiver.close();
    site.close();
  }

  @BeforeEach
  void found() {
    tenant = site.organization("shop" + organizations++);
    admin = site.signedIn(tenant, "admin");
    editor = site.signedIn(tenant, "editor");
    viewer = site.signedIn(tenant, "viewer");
  }

  @Test
  void theFormOffersOnlyConnectionsThatTakeMessages() {
    connect("mattermost", "chat", "{}", receiver.webhook().toString());
    connect("mattermost", "old chat", "{}", receiver.webhook().toString());
    connect("http", "web", "{\"base\": \"http://127.0.0.1:1/\"}", "");
    site.get(Connections.class).revoke(tenant, "old chat", ANN);

    JsonNode page = admin.props(PAGE);

    assertThat(page.path("target").isNull()).isTrue();
    assertThat(page.path("channels"))
        .singleElement()
        .satisfies(channel -> {
          assertThat(channel.path("name").asString()).isEqualTo("chat");
          assertThat(channel.path("title").asString()).isEqualTo("Mattermost");
        });
    assertThat(admin.post(PAGE, "{\"connection\": \"web\"}").statusCode()).isEqualTo(303);
    assertThat(admin.props(PAGE).at("/errors/connection").asString()).contains("shows no messages");
    assertThat(admin.props(PAGE).path("target").isNull()).isTrue();
  }

  @Test
  void anAdminChoosesAndATestArrivesAsADirective() {
    connect("mattermost", "chat", "{}", receiver.webhook().toString());
    int before = receiver.posts().size();

    admin.post(PAGE, "{\"connection\": \"chat\", \"place\": \"ops\"}");
    assertThat(admin.props(PAGE).at("/target/works").booleanValue()).isTrue();
    String to =
        admin
            .post(PAGE + "/test", "{\"click\": \"%s\"}".formatted(UUID.randomUUID()))
            .headers()
            .firstValue("location")
            .orElseThrow();
    Await.until("it arrives", () -> receiver.posts().size() > before);

    assertThat(receiver.posts().getLast().channel()).contains("ops");
    Await.until(
        "it is completed", () -> admin.props(to).at("/test/state").asString().equals("completed"));
    site.get(Connections.class).revoke(tenant, "chat", ANN);
    assertThat(viewer.props(PAGE).at("/target/works").booleanValue()).isFalse();
  }

  @Test
  void whoMayNotChooseIsRefusedAndWhoMayReadSees() {
    miss(1);
    UUID alarm = site.get(Alarms.class).open(tenant).getFirst().id();

    assertThat(editor.post(PAGE, "{}").statusCode()).isEqualTo(403);
    assertThat(editor.post(PAGE + "/test", "{}").statusCode()).isEqualTo(403);
    assertThat(viewer.post(PAGE + "/" + alarm + "/seen", "{}").statusCode()).isEqualTo(403);
    assertThat(viewer.props(PAGE).path("open")).hasSize(1);
    assertThat(editor.post(PAGE + "/" + alarm + "/seen", "{}").statusCode()).isEqualTo(303);
    JsonNode page = viewer.props(PAGE);
    assertThat(page.path("open")).isEmpty();
    assertThat(page.at("/closed/items/0/knownBy").asString()).isEqualTo("Ada");
  }

  @Test
  void anotherOrganizationNeitherSeesNorClosesAnAlarm() {
    miss(1);
    UUID alarm = site.get(Alarms.class).open(tenant).getFirst().id();
    TestBrowser stranger = site.signedIn(site.organization("other" + organizations), "owner");

    assertThat(stranger.props(PAGE).path("open")).isEmpty();
    assertThat(stranger.post(PAGE + "/" + alarm + "/seen", "{}").statusCode()).isEqualTo(404);
    assertThat(stranger.post(PAGE + "/nonsense/seen", "{}").statusCode()).isEqualTo(404);
    assertThat(viewer.props(PAGE).path("open")).hasSize(1);
  }

  @Test
  void closedAlarmsArePagedWithoutLosingOne() {
    for (int day = 1; day <= 53; day++) {
      miss(day);
    }
    site.get(Alarms.class)
        .open(tenant)
        .forEach(alarm -> site.get(Alarms.class).seen(tenant, alarm.id(), ANN));

    JsonNode first = viewer.props(PAGE).path("closed");
    JsonNode second = viewer.props(PAGE + "?after=" + first.path("next").asString()).path("closed");

    assertThat(first.path("items")).hasSize(50);
    assertThat(second.path("items")).hasSize(3);
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(viewer.props(PAGE + "?after=nonsense&test=x").at("/closed/items")).hasSize(50);
  }

  @Test
  void anAlarmLeadsToItsRunAndTheReason() {
    UUID run = failed();

    JsonNode alarm = viewer.props(PAGE).at("/open/0");

    assertThat(alarm.path("state").asString()).isEqualTo("faulted");
    assertThat(alarm.path("run").asString()).isEqualTo(run.toString());
    assertThat(alarm.at("/why/kind").asString()).isEqualTo("run");
    assertThat(viewer.get("/why/run/" + run).statusCode()).isEqualTo(200);
  }

  @Test
  void homeShowsOpenAlarmsAndAFailedRunOnce() {
    miss(1);
    failed();

    JsonNode needs = viewer.props("/").path("needs");

    assertThat(needs.at("/alarms/rows").intValue()).isEqualTo(2);
    assertThat(needs.at("/failed/rows").intValue()).isZero();
    assertThat(needs.path("rows").findValuesAsString("state")).containsExactly("faulted", "missed");
    assertThat(needs.at("/rows/0/thing/kind").asString()).isEqualTo("alarm");
  }

  private void miss(int day) {
    MissedTime time =
        new MissedTime(
            tenant,
            new UUID(1, 1),
            "daily",
            "digest",
            ZoneOffset.UTC,
            Optional.empty(),
            Instant.parse("2026-01-01T08:00:00Z"),
            Instant.parse("2026-01-01T08:00:00Z").plus(day, ChronoUnit.DAYS),
            day,
            Duration.ofMinutes(10),
            Optional.empty(),
            MissedTime.Reason.START_FAILED,
            UUID.randomUUID());
    commit(new UnitOfWork(tenant).addAll(site.get(MissedTimes.class).changes(time)));
  }

  /** A run that a schedule began, and that failed. */
  private UUID failed() {
    UUID definition = site.database().ids().next();
    UUID run = site.database().ids().next();
    commit(
        new UnitOfWork(tenant)
            .add(
                new StoreDefinition(
                    definition,
                    "test",
                    "digest",
                    "1.0.0",
                    WORKFLOW,
                    Optional.empty(),
                    Optional.empty()))
            .add(
                new StartRun(
                    run,
                    definition,
                    "digest",
                    "1.0.0",
                    Optional.empty(),
                    "schedule",
                    Actor.PLATFORM,
                    Link.run(run),
                    Optional.empty(),
                    ExactJson.read("{}"),
                    ExactJson.read(
                        """
                        {"schedule": {"id": "%s", "name": "daily", "zone": "UTC"},
                         "window": {"from": "2026-11-19T08:00:00Z", "to": "2026-11-20T08:00:00Z"}}
                        """
                            .formatted(new UUID(1, 1))),
                    Instant.now())));
    Await.until(
        "the run ends",
        () -> site.get(Executions.class).find(tenant, run).orElseThrow().status().ended());
    return run;
  }

  private void commit(UnitOfWork unit) {
    site.get(Commits.class).commit(unit);
  }

  private void connect(String connector, String name, String config, String credential) {
    site.get(Connections.class)
        .connect(
            tenant,
            new ConnectRequest(
                new ConnectorName(connector),
                name,
                (ObjectNode) ExactJson.read(config),
                List.of(credential).stream()
                    .filter(text -> !text.isEmpty())
                    .map(SecretValue::of)
                    .findFirst(),
                true),
            ANN);
  }
}
