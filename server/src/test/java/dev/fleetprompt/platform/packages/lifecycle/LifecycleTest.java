package dev.fleetprompt.platform.packages.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import dev.fleetprompt.platform.commit.Writers;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.InstallPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installation.Status;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.platform.packages.ProvisionedResource;
import dev.fleetprompt.platform.packages.UninstallPlans;
import dev.fleetprompt.platform.packages.reading.PackageFolder;
import dev.fleetprompt.platform.packages.reading.PackageReader;
import dev.fleetprompt.platform.packages.registry.StoredPackages;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Installs and uninstalls against a real database; signals and provisioned parts are noted. */
class LifecycleTest {

  private static final PackageName HELLO = PackageName.parse("acme/hello");
  private static final Actor ANN = Actor.human("ann");

  /** Something that another module writes. */
  private record Noted(String what) implements Change {}

  private static final class NotedWriter implements ChangeWriter<Noted> {

    final List<String> written = new ArrayList<>();
    boolean refuses;

    @Override
    public Class<Noted> changes() {
      return Noted.class;
    }

    @Override
    public Stage stage() {
      return Stage.FACTS;
    }

    @Override
    public void write(Batch<Noted> batch) {
      for (Batch.Entry<Noted> entry : batch.entries()) {
        if (refuses) {
          throw new UnitRefusedException(entry.unit(), "refused by a test");
        }
        written.add(entry.change().what());
      }
    }
  }

  private static final class NotedParts implements Provisioning {

    @Override
    public List<Part> create(Installation installation, PackageVersion version, InstallPlan plan) {
      return plan.workflows().stream()
          .map(name ->
              new Part(
                  ProvisionedResource.Kind.WORKFLOW,
                  name,
                  UUID.randomUUID(),
                  "workflows/" + name + ".yaml",
                  List.of(new Noted("create " + name))))
          .toList();
    }

    @Override
    public List<Change> withdraw(Installation installation, List<ProvisionedResource> resources) {
      return resources.stream()
          .map(resource -> (Change) new Noted("withdraw " + resource.name()))
          .toList();
    }

    @Override
    public List<Change> enable(
        Installation installation, List<ProvisionedResource> resources, boolean enabled) {
      return List.of(new Noted((enabled ? "enable " : "disable ") + installation.name()));
    }
  }

  private final NotedWriter noted = new NotedWriter();
  private final NotedParts parts = new NotedParts();
  private TestDatabase database;
  private TenantId tenant;
  private Installations installations;
  private InstallPlans plans;
  private UninstallPlans uninstallPlans;
  private StoredPackages registry;
  private Commits commits;
  private Transition transition;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    tenant = database.organization("acme").id();
    installations = new Installations(database.tenants());
    registry = new StoredPackages(database.identity(), database.clock());
    registry.publish(
        new PackageReader(PackageFolder.VOCABULARY).read("a test", new PackageFolder().files()));
    plans = new InstallPlans(registry, installations);
    uninstallPlans = new UninstallPlans(installations);
    commits =
        Commits.asTenants(
            database.tenants(), new Writers(List.of(noted, new InstallationWriter())));
    transition = new Transition(installations, commits, LifecycleTest::statement, database.clock());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Change statement(TenantId tenant, Fact fact) {
    return new Noted(fact.type().value());
  }

  private static ObjectNode configuration() {
    return (ObjectNode)
        ExactJson.read("{\"connection\": \"mattermost\", \"zone\": \"Europe/Berlin\"}");
  }

  private InstallPlan plan() {
    return plans.plan(tenant, HELLO, Optional.empty(), configuration());
  }

  private UUID queue(InstallPlan plan) {
    UUID directive = database.ids().next();
    commits.commit(
        new UnitOfWork(tenant)
            .add(
                new InstallationChange.Queue(
                    directive,
                    plan.name(),
                    plan.version(),
                    plan.digest(),
                    plan.generation(),
                    plan.configuration(),
                    ANN,
                    database.clock().instant())));
    return directive;
  }

  private void perform(InstallPlan plan, UUID directive, String hash) throws FinalFailureException {
    var completion =
        new InstallPackage(plans, registry, parts, transition)
            .perform(
                new InstallPackage.Params(
                    plan.name().toString(),
                    plan.version().toString(),
                    plan.digest(),
                    plan.generation(),
                    (ObjectNode) plan.configuration(),
                    hash),
                attempt(directive));
    commits.commit(new UnitOfWork(tenant).addAll(completion.changes()));
  }

  private UUID install() throws FinalFailureException {
    InstallPlan plan = plan();
    UUID id = queue(plan);
    perform(plan, id, plan.hash());
    return id;
  }

  private void uninstall(UUID installation) throws FinalFailureException {
    var plan = uninstallPlans.plan(tenant, installation);
    var completion =
        new UninstallPackage(uninstallPlans, installations, parts, transition)
            .perform(
                new UninstallPackage.Params(installation, plan.hash()),
                attempt(database.ids().next()));
    commits.commit(new UnitOfWork(tenant).addAll(completion.changes()));
  }

  private Attempt attempt(UUID directive) {
    return new Attempt(tenant, directive, 1, () -> true);
  }

  private Installation find(UUID id) {
    return installations.find(tenant, id).orElseThrow();
  }

  @Test
  void thePlanSaysWhatWillBe() {
    assertThat(plan().text())
        .startsWith(
            """
            Install Hello (acme/hello 1.0.0)
            It brings the workflows:
              - hello
            It starts by itself:
              - daily at 08:00 (Europe/Berlin): hello
            It may call:
              - template.render
            It may request:
              - mattermost.post
            It uses the connections:
              - mattermost
            Configuration:
              connection: "mattermost"
              zone: "Europe/Berlin"
              time: "08:00"
            Content\
            """);
  }

  @Test
  void theSamePlanHasTheSameHash() {
    assertThat(plan().hash()).isEqualTo(plan().hash()).hasSize(64);
  }

  @Test
  void aConfigurationThatDoesNotFitIsRefusedWithEverythingThatIsWrong() {
    JsonNode wrong =
        ExactJson.read("{\"zone\": \"Berlin\", \"time\": \"8am\", \"colour\": \"red\"}");

    assertThatThrownBy(() -> plans.plan(tenant, HELLO, Optional.empty(), wrong))
        .isInstanceOf(PackageException.class)
        .hasMessageContaining("'Berlin' is no IANA time zone")
        .hasMessageContaining("'8am' is no time of day")
        .hasMessageContaining("colour")
        .hasMessageContaining("connection");
  }

  @Test
  void anUnknownPackageIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() ->
            plans.plan(tenant, PackageName.parse("acme/bye"), Optional.empty(), configuration()))
        .hasMessageContaining("no package 'acme/bye'")
        .hasMessageContaining("acme/hello 1.0.0");
  }

  @Test
  void anInstallCreatesItsPartsWithTheirProvenance() throws FinalFailureException {
    UUID id = install();

    assertThat(find(id).status()).isEqualTo(Status.INSTALLED);
    assertThat(installations.resources(tenant, id))
        .singleElement()
        .satisfies(resource -> {
          assertThat(resource.name()).isEqualTo("hello");
          assertThat(resource.template()).isEqualTo("workflows/hello.yaml");
          assertThat(resource.removedAt()).isEmpty();
        });
    assertThat(noted.written)
        .containsExactly("package.install.started", "create hello", "package.install.completed");
  }

  @Test
  void anInstallKeepsItsHistory() throws FinalFailureException {
    assertThat(installations.history(tenant, install()))
        .extracting(Installations.Move::status)
        .containsExactly(Status.QUEUED, Status.INSTALLING, Status.INSTALLED);
  }

  @Test
  void anInstallThatCannotBeCommittedLeavesNothing() throws FinalFailureException {
    InstallPlan plan = plan();
    UUID id = queue(plan);
    var completion =
        new InstallPackage(plans, registry, parts, transition)
            .perform(
                new InstallPackage.Params(
                    "acme/hello",
                    "1.0.0",
                    plan.digest(),
                    1,
                    (ObjectNode) plan.configuration(),
                    plan.hash()),
                attempt(id));
    noted.refuses = true;

    assertThatThrownBy(() -> commits.commit(new UnitOfWork(tenant).addAll(completion.changes())))
        .isInstanceOf(UnitRefusedException.class);
    assertThat(find(id).status()).isEqualTo(Status.INSTALLING);
    assertThat(installations.resources(tenant, id)).isEmpty();
  }

  @Test
  void aPlanThatTheWorldLeftBehindIsRefusedWithTheReasonOnTheInstallation() {
    InstallPlan plan = plan();
    UUID id = queue(plan);

    assertThatThrownBy(() -> perform(plan, id, "0".repeat(64)))
        .isInstanceOf(FinalFailureException.class)
        .hasMessageContaining("has changed since");
    assertThat(find(id).status()).isEqualTo(Status.FAILED);
    assertThat(find(id).error().orElseThrow().code()).isEqualTo("plan_outdated");
    assertThat(installations.resources(tenant, id)).isEmpty();
    assertThat(noted.written).containsExactly("package.install.started", "package.install.failed");
  }

  @Test
  void aSecondInstallOfWhatIsInstalledIsRefused() throws FinalFailureException {
    install();

    assertThatThrownBy(this::plan)
        .isInstanceOf(PackageException.class)
        .hasMessageContaining("is installed already");
  }

  @Test
  void ofTwoInstallsAtOnceOneFindsItsPlanOutdated() {
    InstallPlan plan = plan();
    queue(plan);
    UUID second = queue(plan);

    assertThatThrownBy(() -> perform(plan, second, plan.hash()))
        .isInstanceOf(FinalFailureException.class)
        .hasMessageContaining("came first");
  }

  @Test
  void anInstallThatFailedCanBeTriedAgain() throws FinalFailureException {
    InstallPlan plan = plan();
    UUID failed = queue(plan);
    assertThatThrownBy(() -> perform(plan, failed, "stale"))
        .isInstanceOf(FinalFailureException.class);

    UUID id = install();

    assertThat(find(id).generation()).isEqualTo(2);
    assertThat(find(failed).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void anAttemptThatWasCutIsRepeated() throws FinalFailureException {
    InstallPlan plan = plan();
    UUID id = queue(plan);
    transition.begin(
        attempt(id), find(id), Set.of(Status.QUEUED), Status.INSTALLING, "package.install.started");

    perform(plan, id, plan.hash());

    assertThat(find(id).status()).isEqualTo(Status.INSTALLED);
  }

  @Test
  void uninstallingWithdrawsWhatStartsRunsAndKeepsHistory() throws FinalFailureException {
    UUID id = install();
    noted.written.clear();

    uninstall(id);

    assertThat(find(id).status()).isEqualTo(Status.UNINSTALLED);
    assertThat(noted.written)
        .containsExactly(
            "package.uninstall.started", "withdraw hello", "package.uninstall.completed");
    assertThat(installations.resources(tenant, id))
        .allSatisfy(resource -> assertThat(resource.removedAt()).isPresent());
    assertThat(installations.history(tenant, id)).hasSize(5);
  }

  @Test
  void whatWasUninstalledCanBeInstalledAgainAsTheNextGeneration() throws FinalFailureException {
    UUID first = install();
    uninstall(first);

    UUID second = install();

    assertThat(find(second).generation()).isEqualTo(2);
    assertThat(installations.list(tenant))
        .extracting(Installation::status)
        .containsExactly(Status.INSTALLED, Status.UNINSTALLED);
  }

  @Test
  void whatIsNotInstalledCannotBeUninstalled() throws FinalFailureException {
    UUID id = install();
    uninstall(id);

    assertThatThrownBy(() -> uninstallPlans.plan(tenant, id))
        .isInstanceOf(PackageException.class)
        .hasMessageContaining("is not installed");
  }

  @Test
  void aPackageIsSwitchedOffAndOnAgain() throws FinalFailureException {
    UUID id = install();

    toggle(SwitchPackage.off(installations, parts, transition), id);
    assertThat(find(id).status()).isEqualTo(Status.DISABLED);

    toggle(SwitchPackage.on(installations, parts, transition), id);
    assertThat(find(id).status()).isEqualTo(Status.INSTALLED);
    assertThat(noted.written)
        .endsWith("disable acme/hello", "package.disabled", "enable acme/hello", "package.enabled");
  }

  private void toggle(SwitchPackage type, UUID id) throws FinalFailureException {
    var completion = type.perform(new SwitchPackage.Params(id), attempt(database.ids().next()));
    commits.commit(new UnitOfWork(tenant).addAll(completion.changes()));
  }

  @Test
  void anotherOrganizationSeesNothingOfIt() throws FinalFailureException {
    UUID id = install();
    TenantId other = database.organization("other").id();

    assertThat(installations.find(other, id)).isEmpty();
    assertThat(installations.list(other)).isEmpty();
    assertThat(installations.resources(other, id)).isEmpty();
  }
}
