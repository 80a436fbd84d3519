package dev.fleetprompt.capability.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.capability.connectors.mattermost.receiver.MattermostReceiver;
import dev.fleetprompt.capability.connectors.mattermost.receiver.ReceivedPost;
import dev.fleetprompt.platform.connections.ConnectRequest;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.executions.CallPermission;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.ExecutionStatus;
import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.InstallPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.ManualStarts;
import dev.fleetprompt.platform.packages.ManualStarts.Answer;
import dev.fleetprompt.platform.packages.ManualStarts.Period;
import dev.fleetprompt.platform.packages.PackageChanges;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.packages.ProvisionedResource;
import dev.fleetprompt.platform.packages.UninstallPlans;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalImport;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The shipped package on the real platform, posting to a local receiver. */
class DailyOpsDigestTest {

  private static final PackageName DIGEST = PackageName.parse("fleetprompt/daily-ops-digest");
  private static final Actor ANN = Actor.human("ann");
  private static final Period DAY = new Period.Day(LocalDate.parse("2011-11-17"));

  @Configuration(proxyBeanMethods = false)
  @ComponentScan("dev.fleetprompt.capability")
  static class Capabilities {}

  private TestPlatform platform;
  private MattermostReceiver receiver;
  private TenantId tenant;

  @BeforeEach
  void start() throws IOException {
    platform = TestPlatform.start(Capabilities.class);
    tenant = platform.organization("shop");
    receiver =
        MattermostReceiver.start(
            0, "a1b2c3d4e5f6g7h8i9j0k1l2m3", Optional.empty(), platform.database().clock());
    platform
        .get(Connections.class)
        .connect(
            tenant,
            new ConnectRequest(
                new ConnectorName("mattermost"),
                "mattermost",
                ExactJson.mapper().createObjectNode(),
                Optional.of(SecretValue.of(receiver.webhook().toString())),
                true),
            Actor.human("ann"));
  }

  @AfterEach
  void stop() {
    platform.close();
    receiver.close();
  }

  private InstallPlan plan() {
    return platform
        .get(InstallPlans.class)
        .plan(
            tenant,
            DIGEST,
            Optional.empty(),
            ExactJson.read(
                """
                {"connection": "mattermost", "time_zone": "Europe/London", "currency": "GBP"}
                """));
  }

  private UUID install() {
    UUID id =
        platform.get(PackageChanges.class).install(tenant, plan(), ANN, "to try it").installation();
    Await.until("the package is installed", () -> status(id) == Installation.Status.INSTALLED);
    return id;
  }

  private Installation.Status status(UUID installation) {
    return platform.get(Installations.class).find(tenant, installation).orElseThrow().status();
  }

  private Answer start(UUID installation, String workflow, Period period) {
    return platform.get(ManualStarts.class).start(tenant, installation, workflow, period, ANN);
  }

  private Execution run(UUID installation, String workflow, Period period) {
    Answer answer = start(installation, workflow, period);
    assertThat(answer).isInstanceOf(Answer.Started.class);
    return platform.ended(tenant, ((Answer.Started) answer).run());
  }

  private void order(List<OutsideEvent> events, String time, BigDecimal total) {
    events.add(
        new OutsideEvent(
            "urn:shop",
            "order-" + events.size(),
            "shop.order.placed",
            Optional.empty(),
            Optional.of(Instant.parse(time)),
            new Signal.Payload.Json(
                ExactJson.mapper().createObjectNode().put("total", total), Optional.empty()),
            Map.of()));
  }

  private void take(List<OutsideEvent> events) {
    var report =
        platform.get(SignalImport.class).take(tenant, events.iterator(), Actor.integration("shop"));
    assertThat(report.created()).isEqualTo(events.size());
  }

  @Test
  void theDigestOfADayIsPostedWithItsFigures() {
    Random random = new Random(17);
    List<OutsideEvent> events = new ArrayList<>();
    BigDecimal revenue = BigDecimal.ZERO;
    for (int i = 0; i < 136; i++) {
      BigDecimal total = new BigDecimal(random.nextLong(100_000_000L)).movePointLeft(5);
      revenue = revenue.add(total);
      order(events, "2011-11-17T00:00:00Z", total);
    }
    order(events, "2011-11-16T23:59:59Z", new BigDecimal("99.99"));
    order(events, "2011-11-18T00:00:00Z", new BigDecimal("1000"));
    take(events);

    Execution ended = run(install(), "daily-ops-digest", DAY);

    assertThat(ended.error()).isEmpty();
    assertThat(ended.status()).isEqualTo(ExecutionStatus.COMPLETED);
    var orders = ended.output().orElseThrow().at("/figures/business/0");
    assertThat(orders.at("/count").asInt()).isEqualTo(136);
    assertThat(orders.at("/count_before").asInt()).isEqualTo(1);
    assertThat(orders.at("/sum/total").decimalValue()).isEqualByComparingTo(revenue);
    assertThat(receiver.posts())
        .singleElement()
        .extracting(ReceivedPost::text)
        .asString()
        .startsWith("#### Daily Ops Digest: Thursday, 17 November 2011")
        .contains("| Orders | 136 | 1 | +135 (+13,500.0 %) |");
  }

  @Test
  void aWindowIsPostedOnceHoweverOftenItIsStarted() {
    UUID installation = install();

    run(installation, "daily-ops-digest", DAY);
    Execution again = run(installation, "daily-ops-digest", DAY);

    assertThat(again.status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(receiver.posts()).hasSize(1);
  }

  @Test
  void aPreviewPostsNothing() {
    Execution ended = run(install(), "preview", DAY);

    assertThat(ended.output().orElseThrow().at("/text").asString(""))
        .startsWith("#### Daily Ops Digest");
    assertThat(receiver.posts()).isEmpty();
  }

  @Test
  void aPostIsToldAsAValueWithoutItsText() {
    Execution ended = run(install(), "daily-ops-digest", DAY);

    List<Signal> posted =
        platform.get(Signals.class).trail(tenant, Link.run(ended.id())).stream()
            .filter(signal -> signal.type().value().equals("value.digest.posted"))
            .toList();
    assertThat(posted).hasSize(1);
    assertThat(posted.getFirst().json().toString()).doesNotContain("Daily Ops");
  }

  @Test
  void theFourthStartWithinAnHourShowsTheLastOfTheSameWindow() {
    UUID installation = install();
    UUID first = run(installation, "daily-ops-digest", DAY).id();
    Period other = new Period.Day(LocalDate.parse("2011-11-16"));
    run(installation, "daily-ops-digest", other);
    run(installation, "daily-ops-digest", other);

    Answer fourth = start(installation, "daily-ops-digest", DAY);

    assertThat(fourth)
        .isInstanceOfSatisfying(
            Answer.Limited.class,
            limited -> {
              assertThat(limited.last()).contains(first);
              assertThat(limited.again()).isAfter(platform.database().clock().instant());
            });
    assertThat(start(installation, "preview", DAY)).isInstanceOf(Answer.Started.class);
  }

  @Test
  void anInstallLeavesItsMandatoryTrail() {
    UUID id = install();

    Await.until("the directive has ended", () -> trail(id).contains("directive.completed"));
    assertThat(trail(id))
        .containsSubsequence(
            "package.install.requested",
            "directive.requested",
            "directive.started",
            "package.install.started",
            "package.install.completed",
            "directive.completed");
  }

  private List<String> trail(UUID directive) {
    return platform.get(Signals.class).trail(tenant, Link.directive(directive)).stream()
        .map(signal -> signal.type().value())
        .toList();
  }

  @Test
  void theSameInstallAskedForTwiceIsOne() {
    InstallPlan plan = plan();
    PackageChanges changes = platform.get(PackageChanges.class);

    UUID first = changes.install(tenant, plan, ANN, "once").installation();
    var second = changes.install(tenant, plan, ANN, "twice");

    assertThat(second.existing()).isTrue();
    assertThat(second.installation()).isEqualTo(first);
  }

  @Test
  void anInstallationMayCallWhatItsPackageAsksForAndNothingElse() {
    Optional<UUID> installation = Optional.of(install());
    CallPermission permission = platform.get(CallPermission.class);

    assertThat(permission.refusal(tenant, installation, "mattermost.post")).isEmpty();
    assertThat(permission.refusal(tenant, installation, "package.install"))
        .hasValueSatisfying(reason -> assertThat(reason).contains("has no permission for"));
  }

  @Test
  void whatWasUninstalledCanBeInstalledAgain() {
    UUID first = install();
    PackageChanges changes = platform.get(PackageChanges.class);
    changes.uninstall(
        tenant, platform.get(UninstallPlans.class).plan(tenant, first), ANN, "to try again");
    Await.until(
        "the package is uninstalled", () -> status(first) == Installation.Status.UNINSTALLED);

    UUID second = install();

    assertThat(platform.get(Installations.class).find(tenant, second).orElseThrow().generation())
        .isEqualTo(2);
  }

  @Test
  void everythingProvidedNamesItsInstallationAndItsFile() {
    List<ProvisionedResource> resources =
        platform.get(Installations.class).resources(tenant, install());

    assertThat(resources)
        .extracting(resource ->
            resource.kind().text() + " " + resource.name() + " from " + resource.template())
        .containsExactly(
            "schedule daily from package.yaml",
            "workflow daily-ops-digest from workflows/daily-ops-digest.yaml",
            "workflow preview from workflows/preview.yaml");
  }
}
