package dev.fleetprompt.platform.packages.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.executions.CallPermission;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.functions.DeclaredHosts;
import dev.fleetprompt.platform.packages.ConfigurationPlan;
import dev.fleetprompt.platform.packages.ConfigurationPlans;
import dev.fleetprompt.platform.packages.InstallPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installation.Status;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.InstalledPackages;
import dev.fleetprompt.platform.packages.ManualStarts;
import dev.fleetprompt.platform.packages.Marketplace;
import dev.fleetprompt.platform.packages.PackageChanges;
import dev.fleetprompt.platform.packages.PackageDetails;
import dev.fleetprompt.platform.packages.PackageFiles;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.packages.PermissionStatement;
import dev.fleetprompt.platform.packages.UninstallPlans;
import dev.fleetprompt.platform.packages.Vocabulary;
import dev.fleetprompt.platform.packages.WorkflowText;
import dev.fleetprompt.platform.packages.reading.PackageReader;
import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.platform.policies.Match;
import dev.fleetprompt.platform.policies.Policies;
import dev.fleetprompt.platform.policies.PolicyRule;
import dev.fleetprompt.platform.policies.Ruling;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalImport;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** A package of its own on the whole platform, one organization for each test. */
class InstalledPackageTest {

  private static final PackageName WATCH = PackageName.parse("acme/watch");
  private static final Actor ANN = Actor.human("ann");
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

  private static final String MANIFEST =
      """
      name: acme/watch
      version: 1.0.0
      title: Watch
      summary: Notes large orders, and reads the shop.
      category: sales
      license: Apache-2.0
      platform: ">=0.1.0 <1.0.0"
      configuration:
        type: object
        additionalProperties: false
        properties:
          note: {type: string, title: Note, description: What to note., default: seen}
          time: {type: string, format: time-of-day, title: Time, description: When to read., default: "03:00"}
      permissions:
        hosts: [localhost]
      provides:
        workflows: [note, read-own, read-other]
      schedules:
        - name: nightly
          workflow: read-own
          time: {configuration: time}
          zone: Europe/Vienna
      triggers:
        - name: orders
          signal: shop.order.placed
          filter: {data.total: {ge: 100}}
          workflow: note
      manual:
        - workflow: read-own
        - workflow: read-other
      """;

  private static final String NOTE =
      """
      document: {dsl: 1.0.3, namespace: acme, name: note, version: 1.0.0}
      do:
        - note: {set: {total: "${ .data.total }", note: "${ $config.note }"}}
      """;

  private static final String READ =
      """
      document: {dsl: 1.0.3, namespace: acme, name: NAME, version: 1.0.0}
      do:
        - read:
            try:
              - get: {call: http, with: {method: get, endpoint: "http://HOST:9/orders"}}
            catch:
              as: error
              do:
                - keep: {set: {refused: "${ $error.detail }"}}
      """;

  @Configuration(proxyBeanMethods = false)
  @ComponentScan("dev.fleetprompt.capability.connectors")
  static class Connectors {}

  private static TestPlatform platform;
  private TenantId tenant;

  @BeforeEach
  void organization() {
    tenant = platform.organization("o" + UUID.randomUUID().toString().substring(0, 8));
  }

  @BeforeAll
  static void start() {
    platform = TestPlatform.start(Connectors.class);
    PackageReader reader = new PackageReader(platform.get(Vocabulary.class));
    platform
        .get(PackageRegistry.class)
        .publish(
            reader.read(
                "a test",
                new PackageFiles(
                    Map.of(
                        "package.yaml", bytes(MANIFEST),
                        "README.md", bytes("# Watch\n"),
                        "workflows/note.yaml", bytes(NOTE),
                        "workflows/read-own.yaml", read("read-own", "localhost"),
                        "workflows/read-other.yaml", read("read-other", "example.com")))));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static byte[] read(String workflow, String host) {
    return bytes(READ.replace("NAME", workflow).replace("HOST", host));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void fromTheMomentThatItIsInstalledEverySignalThatItsFilterPassesStartsARun() {
    UUID installation = installed();

    order("small", 99);
    order("large", 100);

    Execution run = onlyRun(installation);
    assertThat(run.origin()).isEqualTo("trigger");
    assertThat(run.output().orElseThrow())
        .isEqualTo(ExactJson.read("{\"total\": 100, \"note\": \"seen\"}"));
  }

  @Test
  void whatIsUninstalledHearsNothingMore() {
    UUID installation = installed();
    uninstall(installation);

    order("large", 100);
    UUID second = installed();
    order("larger", 200);

    onlyRun(second);
    assertThat(runs(installation)).isEmpty();
  }

  @Test
  void whatIsSwitchedOffStartsNothingUntilItIsOnAgain() {
    UUID installation = installed();
    PackageChanges changes = platform.get(PackageChanges.class);
    changes.disable(tenant, installation, ANN, "quiet");
    await(installation, Status.DISABLED);

    order("unheard", 100);
    Await.until("it is dispatched", () -> !queued());
    changes.enable(tenant, installation, ANN, "loud");
    await(installation, Status.INSTALLED);
    order("heard", 300);

    assertThat(onlyRun(installation).output().orElseThrow().path("total").asInt()).isEqualTo(300);
  }

  @Test
  void aPolicyThatDeniesAnInstallEndsItInTheSameUnit() {
    rule(
        new PolicyRule(
            "nothing new is installed",
            Match.type("package.install"),
            Ruling.DENY,
            Optional.empty()));

    var requested = install();

    Installation denied = find(requested.installation());
    assertThat(denied.status()).isEqualTo(Status.FAILED);
    assertThat(denied.error().orElseThrow().message()).contains("nothing new is installed");
    assertThat(trail(requested.directive()))
        .containsExactly(
            "package.install.requested",
            "directive.requested",
            "package.install.failed",
            "directive.denied");
    assertThat(
            platform
                .get(Installations.class)
                .latest(tenant, WATCH)
                .filter(latest -> latest.status().live()))
        .isEmpty();
  }

  @Test
  void anInstallThatIsTakenBackMakesRoomForAnother() {
    rule(PolicyRule.askBefore("package.install", ApproverRole.ADMIN));
    var requested = install();
    assertThat(find(requested.installation()).status()).isEqualTo(Status.QUEUED);

    platform.get(Directives.class).cancel(tenant, requested.directive(), ANN, "a mistake");

    assertThat(find(requested.installation()).status()).isEqualTo(Status.FAILED);
    assertThat(find(requested.installation()).error().orElseThrow().code()).isEqualTo("cancelled");
    assertThat(trail(requested.directive()))
        .endsWith("package.install.failed", "directive.cancelled");
    assertThat(find(install().installation()).generation()).isEqualTo(2);
  }

  private void rule(PolicyRule rule) {
    platform.get(Policies.class).change(tenant, 0, List.of(rule), ANN, "for a test");
  }

  @Test
  void theFactsOfOneUnitOfWorkHaveOneTime() {
    UUID directive = install().directive();

    assertThat(platform.get(Signals.class).trail(tenant, Link.directive(directive)).subList(0, 2))
        .extracting(Signal::time)
        .satisfies(times -> assertThat(Set.copyOf(times)).hasSize(1));
  }

  @Test
  void aRunMayReadAHostThatItsPackageDeclaresWhereverThatMayBeCalled() {
    assertThat(refusal("read-own")).contains("localhost", "not public");
  }

  @Test
  void aRunMayReadNoHostThatItsPackageDoesNotDeclare() {
    assertThat(refusal("read-other")).contains("example.com", "is not on the list of hosts");
  }

  private String refusal(String workflow) {
    ManualStarts.Period period = new ManualStarts.Period.Last(Duration.ofHours(1));
    var answer = platform.get(ManualStarts.class).start(tenant, installed(), workflow, period, ANN);
    UUID run = ((ManualStarts.Answer.Started) answer).run();
    return platform.ended(tenant, run).output().orElseThrow().path("refused").asString("");
  }

  @Test
  void anotherConfigurationHoldsForScheduleAndTriggerFromThenOn() {
    UUID installation = installed();
    Instant before = entry(installation).nextRun().orElseThrow();
    ConfigurationPlan plan =
        platform
            .get(ConfigurationPlans.class)
            .plan(
                tenant,
                installation,
                1,
                ExactJson.mapper().createObjectNode().put("note", "changed").put("time", "15:30"));

    platform.get(PackageChanges.class).configure(tenant, plan, ANN, "afternoons are quiet");
    Await.until("it is configured", () -> find(installation).configurationVersion() == 2);
    order("large", 100);

    assertThat(onlyRun(installation).output().orElseThrow().path("note").asString(""))
        .isEqualTo("changed");
    Instant after = entry(installation).nextRun().orElseThrow();
    assertThat(before.atZone(VIENNA).toLocalTime()).isEqualTo(LocalTime.of(3, 0));
    assertThat(after.atZone(VIENNA).toLocalTime()).isEqualTo(LocalTime.of(15, 30));
  }

  @Test
  void theListShowsTheNewestInstallationOfEachPackageWithItsRuns() {
    UUID former = installed();
    uninstall(former);
    UUID installation = installed();
    order("large", 100);
    Execution run = onlyRun(installation);

    InstalledPackages.Page page = installedPackages().page(tenant, Optional.empty(), 1, false);

    assertThat(page.next()).isEmpty();
    assertThat(page.entries())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.installation().id()).isEqualTo(installation);
          assertThat(entry.title()).isEqualTo("Watch");
          assertThat(entry.lastRun().orElseThrow().run()).isEqualTo(run.id());
        });
    var first = installedPackages().page(tenant, Optional.empty(), 1, true);
    var second = installedPackages().page(tenant, first.next(), 1, true);
    assertThat(second.entries().getFirst().installation().id()).isEqualTo(former);
    assertThat(second.entries().getFirst().nextRun()).isEmpty();
    assertThat(second.next()).isEmpty();
  }

  @Test
  void theDetailsOfAnInstallationSayWhatItHasAndWhatHappened() {
    UUID installation = installed();
    PackageChanges changes = platform.get(PackageChanges.class);
    changes.disable(tenant, installation, ANN, "quiet");
    await(installation, Status.DISABLED);

    var details = installedPackages().find(tenant, installation).orElseThrow();
    assertThat(details.entry().nextRun()).isEmpty();
    assertThat(details.schedules())
        .singleElement()
        .satisfies(schedule -> assertThat(schedule.enabled()).isFalse());
    assertThat(details.workflows())
        .extracting(WorkflowText::name, WorkflowText::startable)
        .containsExactly(tuple("note", false), tuple("read-own", true), tuple("read-other", true));
    Await.until("all has ended", () -> history(installation).endsWith("directive.completed"));
    assertThat(history(installation))
        .contains("package.install.completed", "package.disabled", "directive.completed");
    assertThat(installedPackages().history(tenant, installation).directives())
        .extracting(directive -> directive.type().value())
        .containsExactly("package.install", "package.disable");
  }

  private String history(UUID installation) {
    return installedPackages().history(tenant, installation).signals().stream()
        .map(signal -> signal.type().value())
        .collect(Collectors.joining(" "));
  }

  @Test
  void anotherOrganizationSeesNothingThatIsInstalled() {
    UUID installation = installed();
    TenantId other = platform.organization("p" + installation.toString().substring(24));

    assertThat(installedPackages().find(other, installation)).isEmpty();
    assertThat(installedPackages().page(other, Optional.empty(), 10, true).entries()).isEmpty();
    assertThat(installedPackages().history(other, installation).signals()).isEmpty();
  }

  @Test
  void theMarketplaceSaysWhatAPackageDoesInPlainWords() {
    UUID installation = installed();
    Marketplace marketplace = platform.get(Marketplace.class);

    assertThat(marketplace.listings(tenant, "LARGE orders", Optional.of("sales")))
        .singleElement()
        .satisfies(listing -> {
          assertThat(listing.installation().orElseThrow().id()).isEqualTo(installation);
          assertThat(listing.installable()).isFalse();
        });
    assertThat(marketplace.listings(tenant, "large invoices", Optional.empty())).isEmpty();
    PackageDetails details = marketplace.find(tenant, WATCH, Optional.empty()).orElseThrow();
    assertThat(details.permissions())
        .extracting(PermissionStatement::text)
        .singleElement()
        .asString()
        .startsWith("Read from localhost over HTTP");
    assertThat(details.beginnings())
        .containsExactly(
            "'read-own' starts every day at 'Time', in the time zone Europe/Vienna.",
            "'note' starts for each shop.order.placed where {\"data.total\":{\"ge\":100}}.");
    assertThat(details.readme()).isEqualTo("# Watch\n");
    assertThat(marketplace.find(tenant, PackageName.parse("acme/none"), Optional.empty()))
        .isEmpty();
  }

  private InstalledPackages installedPackages() {
    return platform.get(InstalledPackages.class);
  }

  private InstalledPackages.Entry entry(UUID installation) {
    return installedPackages().find(tenant, installation).orElseThrow().entry();
  }

  @Test
  void whatIsUninstalledMayReadNoHost() {
    UUID installation = installed();
    DeclaredHosts hosts = platform.get(DeclaredHosts.class);
    assertThat(hosts.of(tenant, installation)).containsExactly("localhost");

    uninstall(installation);

    Await.until("it is known", () -> hosts.of(tenant, installation).isEmpty());
    assertThat(
            platform
                .get(CallPermission.class)
                .refusal(tenant, Optional.of(installation), "http.get"))
        .hasValueSatisfying(reason -> assertThat(reason).contains("uninstalled"));
  }

  private PackageChanges.Requested install() {
    var plan =
        platform
            .get(InstallPlans.class)
            .plan(
                tenant,
                WATCH,
                Optional.empty(),
                ExactJson.mapper().createObjectNode().put("note", "seen"));
    return platform.get(PackageChanges.class).install(tenant, plan, ANN, "to try it");
  }

  private UUID installed() {
    UUID installation = install().installation();
    await(installation, Status.INSTALLED);
    return installation;
  }

  private void uninstall(UUID installation) {
    platform
        .get(PackageChanges.class)
        .uninstall(
            tenant, platform.get(UninstallPlans.class).plan(tenant, installation), ANN, "enough");
    await(installation, Status.UNINSTALLED);
  }

  private void await(UUID installation, Status status) {
    Await.until("it is " + status, () -> find(installation).status() == status);
  }

  private Installation find(UUID installation) {
    return platform.get(Installations.class).find(tenant, installation).orElseThrow();
  }

  private void order(String number, int total) {
    OutsideEvent event =
        new OutsideEvent(
            "urn:shop",
            number,
            "shop.order.placed",
            Optional.empty(),
            Optional.empty(),
            new Signal.Payload.Json(
                ExactJson.mapper().createObjectNode().put("total", total), Optional.empty()),
            Map.of());
    platform
        .get(SignalImport.class)
        .take(tenant, List.of(event).iterator(), Actor.integration("shop"));
  }

  private boolean queued() {
    return platform
        .database()
        .engine()
        .sql()
        .sql("select exists (select from fleet.queue where tenant_id = ? and kind = 3)")
        .param(tenant.value())
        .query(Boolean.class)
        .single();
  }

  private Execution onlyRun(UUID installation) {
    Await.until(
        "a run ends", () -> runs(installation).stream().anyMatch(run -> run.status().ended()));
    assertThat(runs(installation)).hasSize(1);
    return runs(installation).getFirst();
  }

  private List<Execution> runs(UUID installation) {
    return platform
        .get(Executions.class)
        .page(
            tenant,
            new Executions.Query(Optional.empty(), Optional.of(installation), Optional.empty(), 9));
  }

  private List<String> trail(UUID directive) {
    return platform.get(Signals.class).trail(tenant, Link.directive(directive)).stream()
        .map(signal -> signal.type().value())
        .toList();
  }
}
