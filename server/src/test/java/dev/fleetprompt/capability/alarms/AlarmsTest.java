package dev.fleetprompt.capability.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.capability.connectors.Messages;
import dev.fleetprompt.capability.connectors.mattermost.receiver.MattermostReceiver;
import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.connections.ConnectRequest;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.directives.InvalidDirectiveException;
import dev.fleetprompt.platform.directives.Requester;
import dev.fleetprompt.platform.executions.ExecutionStatus;
import dev.fleetprompt.platform.executions.Reruns;
import dev.fleetprompt.platform.executions.RunEnds;
import dev.fleetprompt.platform.executions.StartRun;
import dev.fleetprompt.platform.executions.StoreDefinition;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalQuery;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.triggers.MissedTime;
import dev.fleetprompt.platform.triggers.MissedTimes;
import dev.fleetprompt.platform.triggers.Scheduled;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

@Timeout(120)
class AlarmsTest {
  private static final Actor ANN = Actor.human("ann");

  private static final String WORKFLOW =
      """
      document: {dsl: 1.0.3, namespace: test, name: digest, version: 1.0.0}
      do:
        - luck:
            if: ${ .fail }
            raise:
              error: {type: "https://a.example/luck", status: 500, title: Luck, detail: "no `luck` at\nall"}
      """;

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
          assertThat(alarm.kind()).isEqualTo(AlarmKind.MISSED);
          assertThat(alarm.about().schedule()).contains(schedule);
          assertThat(alarm.about().why()).isPresent();
        });
    awaitNothingToSend();
    assertThat(alarms.open(tenant).getFirst().directive()).isEmpty();
    assertThat(receiver.posts()).isEmpty();
  }

  @Test
  void aRunThatBeginsLateIsToldInItsOwnWords() {
    commit(time("2026-11-20T08:00:00Z", 0, MissedTime.Reason.LATE, Optional.of(UUID.randomUUID())));

    assertThat(alarms.open(tenant))
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.kind()).isEqualTo(AlarmKind.LATE);
          assertThat(alarm.title()).isEqualTo("daily: the run began 3 hours late");
          assertThat(alarm.text()).contains("Nothing was left out");
        });
  }

  @Test
  void aScheduledRunThatRanAndFailedIsToldOnceAndOverWhenALaterOneCompletes() {
    alarms.choose(tenant, Optional.of(new AlarmTarget("mattermost", Optional.empty())), ANN);
    UUID failed = scheduled(true);
    Await.until("the alarm is posted", () -> !receiver.posts().isEmpty());

    assertThat(alarms.open(tenant))
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.kind()).isEqualTo(AlarmKind.FAULTED);
          assertThat(alarm.title()).isEqualTo("daily: the scheduled run ran and failed");
          assertThat(alarm.text()).contains("20 November 2026 09:00 CET", "`no 'luck' at all`");
          assertThat(alarm.about().run()).contains(failed);
        });
    endAgain(failed);
    assertThat(alarms.open(tenant)).hasSize(1);

    scheduled(false);

    assertThat(alarms.open(tenant)).isEmpty();
    assertThat(alarms.closed(tenant, Optional.empty(), 10))
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.resolvedAt()).isPresent();
          assertThat(alarm.seenAt()).isEmpty();
        });
    endAgain(failed);
    awaitNothingToSend();
    assertThat(alarms.open(tenant)).isEmpty();
    assertThat(receiver.posts())
        .singleElement()
        .satisfies(post -> assertThat(post.text()).contains("ran and failed"));
  }

  @Test
  void everyFailureIsShownButTheirMessagesKeepAPause() {
    alarms.choose(tenant, Optional.of(new AlarmTarget("mattermost", Optional.empty())), ANN);
    scheduled(true);
    Await.until("the alarm is posted", () -> !receiver.posts().isEmpty());
    awaitNothingToSend();
    scheduled(true);
    awaitNothingToSend();

    assertThat(alarms.open(tenant))
        .extracting(alarm -> alarm.directive().isPresent())
        .containsExactly(false, true);
    assertThat(receiver.posts()).hasSize(1);
  }

  @Test
  void aRunThatCompletesEndsNoAlarmOfLaterRunsOrOfOtherSchedules() {
    StartRun earlier = start(schedule, false);
    scheduled(true);
    UUID other = UUID.randomUUID();
    platform.commit(new UnitOfWork(tenant).add(start(other, true)));
    Await.until("both have failed", () -> alarms.open(tenant).size() == 2);

    platform.commit(new UnitOfWork(tenant).add(earlier));
    platform.ended(tenant, earlier.id());
    assertThat(alarms.open(tenant)).hasSize(2);
    scheduled(false);

    assertThat(alarms.open(tenant))
        .singleElement()
        .satisfies(alarm -> assertThat(alarm.about().schedule()).contains(other));
  }

  @Test
  void aRetryThatFailsIsNoAlarmOfItsOwnAndOneThatCompletesEndsIt() {
    scheduled(true);

    rerun(true);
    assertThat(alarms.open(tenant)).hasSize(1);
    rerun(false);

    assertThat(alarms.open(tenant)).isEmpty();
  }

  @Test
  void aRunThatSomebodyStartedRaisesNoAlarm() {
    UUID run = platform.run(tenant, WORKFLOW, ExactJson.read("{\"fail\": true}"));

    assertThat(platform.ended(tenant, run).status()).isEqualTo(ExecutionStatus.FAULTED);
    assertThat(alarms.open(tenant)).isEmpty();
  }

  @Test
  void aTestAlarmIsADirectiveAndGoesWhereAlarmsGo() {
    Requester ann = Requester.person("ann");
    UUID click = UUID.randomUUID();
    assertThat(alarms.test(tenant, click, ann)).isEmpty();
    alarms.choose(tenant, Optional.of(new AlarmTarget("mattermost", Optional.of("ops"))), ANN);

    UUID directive = alarms.test(tenant, click, ann).orElseThrow();
    assertThat(alarms.test(tenant, click, ann)).contains(directive);
    Await.until("it is posted", () -> !receiver.posts().isEmpty());

    assertThat(receiver.posts())
        .singleElement()
        .satisfies(post -> {
          assertThat(post.text()).contains("This is a test");
          assertThat(post.channel()).contains("ops");
        });
    assertThat(alarms.open(tenant)).isEmpty();
  }

  @Test
  void whereAlarmsGoIsStatedWithWhoChoseIt() {
    alarms.choose(tenant, Optional.of(new AlarmTarget("mattermost", Optional.empty())), ANN);
    alarms.choose(tenant, Optional.empty(), ANN);

    assertThat(
            platform
                .get(Signals.class)
                .page(tenant, SignalQuery.newest(5).ofFamily("alarm.target.chosen")))
        .hasSize(2)
        .allMatch(signal -> signal.actor().equals(ANN))
        .last()
        .satisfies(signal ->
            assertThat(signal.json().path("connection").asString()).isEqualTo("mattermost"));
  }

  @Test
  void closedAlarmsComePageByPageNewestFirst() {
    for (int day = 10; day < 15; day++) {
      miss("2026-11-" + day + "T08:00:00Z");
    }
    List<Alarm> open = alarms.open(tenant);
    open.stream().skip(1).forEach(alarm -> alarms.seen(tenant, alarm.id(), ANN));

    List<Alarm> first = alarms.closed(tenant, Optional.empty(), 3);
    List<Alarm> second = alarms.closed(tenant, Optional.of(first.getLast().id()), 3);

    assertThat(Stream.concat(first.stream(), second.stream()).map(Alarm::id))
        .containsExactlyElementsOf(open.stream().skip(1).map(Alarm::id).toList());
    assertThat(first).allMatch(alarm -> alarm.seenBy().equals(Optional.of("ann")));
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
    awaitNothingToSend();

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
    awaitNothingToSend();

    assertThat(alarms.open(tenant))
        .singleElement()
        .satisfies(alarm -> assertThat(alarm.directive()).isEmpty());
  }

  @Test
  void onlyAConnectionThatTakesMessagesIsChosen() {
    connect("http", "{\"base\": \"http://127.0.0.1:1/\"}", "");

    assertThat(platform.get(Messages.class).connections(tenant))
        .extracting(connection -> connection.name())
        .containsExactly("mattermost");
    assertThatThrownBy(() ->
            alarms.choose(tenant, Optional.of(new AlarmTarget("http", Optional.empty())), ANN))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("slack");
    assertThatThrownBy(() ->
            alarms.choose(
                tenant,
                Optional.of(new AlarmTarget("mattermost", Optional.of("x".repeat(101)))),
                ANN))
        .isInstanceOf(InvalidDirectiveException.class);
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
    commit(time(until, 2, MissedTime.Reason.STANDSTILL, Optional.of(UUID.randomUUID())));
  }

  private void commit(MissedTime time) {
    platform.commit(new UnitOfWork(tenant).addAll(platform.get(MissedTimes.class).changes(time)));
  }

  private MissedTime time(String until, int missed, MissedTime.Reason reason, Optional<UUID> run) {
    return new MissedTime(
        tenant,
        schedule,
        "daily",
        "digest",
        ZoneId.of("Europe/Berlin"),
        Optional.empty(),
        Instant.parse("2026-11-18T08:00:00Z"),
        Instant.parse(until),
        missed,
        Duration.ofMinutes(200),
        run,
        reason,
        UUID.randomUUID());
  }

  /** A run that the schedule begins, ended. */
  private UUID scheduled(boolean fails) {
    return ended(start(schedule, fails));
  }

  /** A run that knows of the schedule as a retry does, ended. */
  private UUID rerun(boolean fails) {
    return ended(start(schedule, fails, Reruns.RETRY));
  }

  private UUID ended(StartRun start) {
    platform.commit(new UnitOfWork(tenant).add(start));
    platform.ended(tenant, start.id());
    return start.id();
  }

  private StartRun start(UUID by, boolean fails) {
    return start(by, fails, Scheduled.ORIGIN);
  }

  private StartRun start(UUID by, boolean fails, String origin) {
    UUID definition = platform.database().ids().next();
    platform.commit(
        new UnitOfWork(tenant)
            .add(
                new StoreDefinition(
                    definition,
                    "test",
                    "digest",
                    "1.0.0",
                    WORKFLOW,
                    Optional.empty(),
                    Optional.empty())));
    UUID run = platform.database().ids().next();
    return new StartRun(
        run,
        definition,
        "digest",
        "1.0.0",
        Optional.empty(),
        origin,
        Actor.PLATFORM,
        Link.run(run),
        Optional.empty(),
        ExactJson.read("{\"fail\": %s}".formatted(fails)),
        ExactJson.read(
            """
            {"schedule": {"id": "%s", "name": "daily", "zone": "Europe/Berlin"},
             "window": {"from": "2026-11-19T08:00:00Z", "to": "2026-11-20T08:00:00Z"}}
            """
                .formatted(by)),
        Instant.now());
  }

  /** As if the end of a run were committed once more. */
  private void endAgain(UUID run) {
    platform.commit(
        new UnitOfWork(tenant)
            .addAll(
                platform
                    .get(RunEnds.class)
                    .changes(
                        platform.find(tenant, run),
                        new RunEnd.Faulted(
                            new WorkflowError(
                                "https://a.example/luck", 500, "again", null, null)))));
  }

  private void awaitNothingToSend() {
    Await.until(
        "every alarm is dealt with",
        () ->
            platform
                    .database()
                    .engine()
                    .sql()
                    .sql("select count(*) from fleet.queue where kind = ?")
                    .param(AlarmItems.KIND.code())
                    .query(Long.class)
                    .single()
                == 0);
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
