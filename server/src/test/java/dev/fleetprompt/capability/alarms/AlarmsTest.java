package dev.fleetprompt.capability.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.capability.connectors.mattermost.receiver.MattermostReceiver;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.connections.ConnectRequest;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.triggers.MissedTime;
import dev.fleetprompt.platform.triggers.MissedTimes;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

@Timeout(120)
class AlarmsTest {
  private static final Actor ANN = Actor.human("ann");

  @Configuration(proxyBeanMethods = false)
  @ComponentScan("dev.fleetprompt.capability")
  static class Capabilities {}

  private final UUID schedule = UUID.randomUUID();
  private TestPlatform platform;
  private MattermostReceiver receiver;
  private TenantId tenant;
  private Alarms alarms;

  @BeforeEach
  void start() throws IOException {
    platform = TestPlatform.start(Capabilities.class);
    tenant = platform.organization("shop");
    alarms = platform.get(Alarms.class);
    receiver =
        MattermostReceiver.start(
            0, "a1b2c3d4e5f6g7h8i9j0k1l2m3", Optional.empty(), platform.database().clock());
    connect("mattermost", "{}", receiver.webhook().toString());
  }

  @AfterEach
  void stop() {
    platform.close();
    receiver.close();
  }

  @Test
  void withoutAPlaceForItAnAlarmIsShown() {
    miss("2026-11-20T08:00:00Z");

    assertThat(alarms.target(tenant)).isEmpty();
    assertThat(alarms.open(tenant))
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.title()).isEqualTo("daily: 2 runs were missed");
          assertThat(alarm.text()).contains("18 November 2026 09:00 CET", "by hand");
          assertThat(alarm.directive()).isEmpty();
        });
    assertThat(receiver.posts()).isEmpty();
  }

  @Test
  void aGapIsToldOnceWhateverIsRetried() {
    alarms.choose(tenant, Optional.of(new AlarmTarget("mattermost", Optional.of("ops"))), ANN);
    miss("2026-11-20T08:00:00Z");
    miss("2026-11-20T08:00:00Z");
    Await.until("the alarm is posted", () -> !receiver.posts().isEmpty());
    miss("2026-11-20T08:00:00Z");
    miss("2026-11-21T08:00:00Z");
    Await.until("the second gap is posted", () -> receiver.posts().size() == 2);

    assertThat(alarms.open(tenant)).hasSize(2).allMatch(alarm -> alarm.directive().isPresent());
    assertThat(receiver.posts())
        .allMatch(post -> post.text().startsWith("**daily: 2 runs were missed**"))
        .allMatch(post -> post.channel().equals(Optional.of("ops")));
  }

  @Test
  void aRevokedConnectionDoesNotHideAnAlarm() {
    alarms.choose(tenant, Optional.of(new AlarmTarget("mattermost", Optional.empty())), ANN);
    platform.get(Connections.class).revoke(tenant, "mattermost", ANN);

    miss("2026-11-20T08:00:00Z");

    assertThat(alarms.open(tenant))
        .singleElement()
        .satisfies(alarm -> assertThat(alarm.directive()).isEmpty());
  }

  @Test
  void onlyAConnectionThatTakesMessagesIsChosen() {
    connect("http", "{\"base\": \"http://127.0.0.1:1/\"}", "");

    assertThatThrownBy(() ->
            alarms.choose(tenant, Optional.of(new AlarmTarget("http", Optional.empty())), ANN))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("slack");
    alarms.choose(tenant, Optional.of(new AlarmTarget("mattermost", Optional.empty())), ANN);
    alarms.choose(tenant, Optional.empty(), ANN);
    assertThat(alarms.target(tenant)).isEmpty();
  }

  @Test
  void whatSomebodyHasSeenIsNoLongerOpen() {
    miss("2026-11-20T08:00:00Z");
    TenantId other = platform.organization("other");
    UUID id = alarms.open(tenant).getFirst().id();

    alarms.seen(other, id, ANN);
    assertThat(alarms.open(tenant)).hasSize(1);
    alarms.seen(tenant, id, ANN);
    assertThat(alarms.open(tenant)).isEmpty();
  }

  private void miss(String until) {
    UnitOfWork unit = new UnitOfWork(tenant);
    unit.addAll(
        platform
            .get(MissedTimes.class)
            .changes(
                new MissedTime(
                    tenant,
                    schedule,
                    "daily",
                    "digest",
                    ZoneId.of("Europe/Berlin"),
                    Instant.parse("2026-11-18T08:00:00Z"),
                    Instant.parse(until),
                    2,
                    MissedTime.Reason.STANDSTILL,
                    Link.run(UUID.randomUUID()))));
    platform.commit(unit);
  }

  private void connect(String connector, String config, String credential) {
    platform
        .get(Connections.class)
        .connect(
            tenant,
            new ConnectRequest(
                new ConnectorName(connector),
                connector,
                (tools.jackson.databind.node.ObjectNode) ExactJson.read(config),
                credential.isEmpty() ? Optional.empty() : Optional.of(SecretValue.of(credential)),
                true),
            ANN);
  }
}
