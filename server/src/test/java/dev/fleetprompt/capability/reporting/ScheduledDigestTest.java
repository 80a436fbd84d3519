package dev.fleetprompt.capability.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.connections.ConnectRequest;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.InstallPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.PackageChanges;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalQuery;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.MisbehavingMattermost;
import dev.fleetprompt.testing.SettableClock;
import dev.fleetprompt.testing.TestPlatform;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The digest by its daily schedule: installed, and then only time passes. */
class ScheduledDigestTest {

  private static final PackageName DIGEST = PackageName.parse("fleetprompt/daily-ops-digest");
  private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");
  private static final LocalTime TIME = LocalTime.of(7, 45);

  private final SettableClock clock =
      new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  private MisbehavingMattermost mattermost;
  private TestPlatform platform;
  private TenantId tenant;

  @BeforeEach
  void start() throws IOException {
    mattermost = MisbehavingMattermost.start();
    platform = TestPlatform.at(clock, DailyOpsDigestTest.Capabilities.class);
    tenant = platform.organization("shop");
    platform
        .get(Connections.class)
        .connect(
            tenant,
            new ConnectRequest(
                new ConnectorName("mattermost"),
                "chat",
                ExactJson.mapper().createObjectNode(),
                Optional.of(SecretValue.of(mattermost.webhook().toString())),
                true),
            Actor.human("ann"));
  }

  @AfterEach
  void stop() throws IOException {
    platform.close();
    mattermost.close();
  }

  @Test
  void eachDayAtItsTimeInItsZoneTheDigestIsPostedOnce() {
    UUID installation = install();
    Instant first = due(1);

    platform.passTo(first.minusSeconds(1));
    assertThat(runs(installation)).isEmpty();
    platform.passTo(first);
    awaitPosts(1);
    platform.passTo(first.plus(12, ChronoUnit.HOURS));
    platform.passTo(due(2));
    awaitPosts(2);

    List<Execution> runs = ended(installation, 2);
    assertThat(runs).extracting(Execution::origin).containsOnly("schedule");
    assertThat(window(runs.getLast())).isEqualTo(due(0) + "/" + first);
    assertThat(window(runs.getFirst())).isEqualTo(first + "/" + due(2));
    assertThat(mattermost.posts()).hasSize(2);
    assertThat(missed()).isEmpty();
  }

  @Test
  void aWindowThatEndedWhileTheServerWasDownIsPostedWhenItIsBackAndToldAsLate() {
    UUID installation = install();

    platform.close();
    clock.set(due(1).plus(3, ChronoUnit.HOURS));
    platform = platform.another(DailyOpsDigestTest.Capabilities.class);
    platform.passTo(clock.instant());

    awaitPosts(1);
    assertThat(window(ended(installation, 1).getFirst())).isEqualTo(due(0) + "/" + due(1));
    assertThat(missed())
        .singleElement()
        .satisfies(signal -> {
          assertThat(signal.json().path("reason").asString("")).isEqualTo("late");
          assertThat(signal.json().path("missed").asInt()).isZero();
        });
  }

  @Test
  void ofSeveralWindowsThatWereMissedTheLatestIsPostedAndTheOthersAreNoted() {
    UUID installation = install();

    platform.close();
    clock.set(due(3).plus(3, ChronoUnit.HOURS));
    platform = platform.another(DailyOpsDigestTest.Capabilities.class);
    platform.passTo(clock.instant());

    awaitPosts(1);
    assertThat(window(ended(installation, 1).getFirst())).isEqualTo(due(2) + "/" + due(3));
    assertThat(missed())
        .singleElement()
        .satisfies(signal -> {
          assertThat(signal.json().path("missed").asInt()).isEqualTo(2);
          assertThat(signal.json().path("first").asString("")).isEqualTo(due(1).toString());
        });
  }

  @Test
  void whatIsSwitchedOffPostsNothingUntilItIsOnAgainAndMakesNothingUp() {
    UUID installation = install();
    PackageChanges changes = platform.get(PackageChanges.class);

    changes.disable(tenant, installation, Actor.human("ann"), "holidays");
    awaitStatus(installation, Installation.Status.DISABLED);
    platform.passTo(due(1).plusSeconds(60));
    changes.enable(tenant, installation, Actor.human("ann"), "back");
    awaitStatus(installation, Installation.Status.INSTALLED);
    platform.passTo(due(2));

    awaitPosts(1);
    assertThat(window(ended(installation, 1).getFirst())).isEqualTo(due(1) + "/" + due(2));
  }

  private UUID install() {
    InstallPlan plan =
        platform
            .get(InstallPlans.class)
            .plan(
                tenant,
                DIGEST,
                Optional.empty(),
                ExactJson.mapper()
                    .createObjectNode()
                    .put("connection", "chat")
                    .put("time_zone", ZONE.getId())
                    .put("time", TIME.toString()));
    UUID id =
        platform
            .get(PackageChanges.class)
            .install(tenant, plan, Actor.human("ann"), "to try it")
            .installation();
    awaitStatus(id, Installation.Status.INSTALLED);
    return id;
  }

  private void awaitStatus(UUID installation, Installation.Status status) {
    Await.until(
        "it is " + status,
        () ->
            platform.get(Installations.class).find(tenant, installation).orElseThrow().status()
                == status);
  }

  private final ZonedDateTime installedAt = clock.instant().atZone(ZONE);

  /** The times of the schedule: 1 is the first after the install. */
  private Instant due(int number) {
    ZonedDateTime today = installedAt.with(TIME).truncatedTo(ChronoUnit.MINUTES);
    ZonedDateTime first = today.isAfter(installedAt) ? today : today.plusDays(1);
    return first.plusDays(number - 1L).toInstant();
  }

  private void awaitPosts(int number) {
    Await.until(
        number + " posts arrive",
        () -> {
          // Once more, for a timer that was set while the clock was.
          platform.passTo(clock.instant());
          return mattermost.posts().size() >= number;
        });
  }

  private List<Execution> runs(UUID installation) {
    return platform
        .get(Executions.class)
        .page(
            tenant,
            new Executions.Query(Optional.empty(), Optional.of(installation), Optional.empty(), 9));
  }

  private List<Execution> ended(UUID installation, int number) {
    Await.until(
        "the runs end",
        () -> runs(installation).stream().filter(run -> run.status().ended()).count() == number);
    return runs(installation);
  }

  private static String window(Execution run) {
    var window = run.context().path("window");
    return window.path("from").asString("") + "/" + window.path("to").asString("");
  }

  private List<Signal> missed() {
    return platform
        .get(Signals.class)
        .page(tenant, SignalQuery.newest(10).ofFamily("schedule.missed"));
  }
}
