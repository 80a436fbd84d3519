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
import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.connections.ConnectionId;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.DirectiveEnd;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Failure;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.packages.ConfigurationPlan;
import dev.fleetprompt.platform.packages.ConfigurationPlans;
import dev.fleetprompt.platform.packages.ConnectionDirectory;
import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.InstallPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installation.Status;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.platform.packages.Problem;
import dev.fleetprompt.platform.packages.ProvisionedResource;
import dev.fleetprompt.platform.packages.UninstallPlans;
import dev.fleetprompt.platform.packages.reading.PackageFolder;
import dev.fleetprompt.platform.packages.reading.PackageReader;
import dev.fleetprompt.platform.packages.registry.StoredPackages;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Instant;
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
    public List<Change> listen(Installation installation, InstallPlan plan) {
      return List.of();
    }

    @Override
    public boolean settle(InstallPlan plan) {
      return true;
    }

    @Override
    public List<Change> deafen(UUID installation) {
      return List.of();
    }

    @Override
    public List<Change> withdraw(Installation installation, List<ProvisionedResource> resources) {
      return resources.stream()
          .map(resource -> (Change) new Noted("withdraw " + resource.name()))
          .toList();
    }

    @Override
    public List<Change> configure(
        Installation installation,
        List<ProvisionedResource> resources,
        List<InstallPlan.Schedule> schedules) {
      return List.of(new Noted("configure " + schedules.getFirst().timing()));
    }

    @Override
    public List<Change> enable(
        Installation installation, List<ProvisionedResource> resources, boolean enabled) {
      return List.of(new Noted((enabled ? "enable " : "disable ") + installation.name()));
    }
  }

  /** A Mattermost connection, one of HTTP and one that was revoked, each named so. */
  private static final class SomeConnections implements ConnectionDirectory {

    @Override
    public Optional<Connection> find(TenantId tenant, String name) {
      return first(tenant).stream()
          .filter(connection -> connection.name().equals(name))
          .findFirst();
    }

    @Override
    public List<Connection> first(TenantId tenant) {
      return List.of(
          connection(tenant, "mattermost", "mattermost", Connection.Status.CONNECTED),
          connection(tenant, "http", "http", Connection.Status.FAILING),
          connection(tenant, "revoked", "mattermost", Connection.Status.REVOKED));
    }

    private static Connection connection(
        TenantId tenant, String name, String connector, Connection.Status status) {
      return new Connection(
          tenant,
          new ConnectionId(UUID.randomUUID()),
          name,
          new ConnectorName(connector),
          "chat.example.com",
          443,
          false,
          status,
          ExactJson.mapper().createObjectNode(),
          Instant.EPOCH,
          Optional.empty(),
          Optional.empty());
    }
  }

  private final NotedWriter noted = new NotedWriter();
  private final NotedParts parts = new NotedParts();
  private TestDatabase database;
  private TenantId tenant;
  private Installations installations;
  private InstallPlans plans;
  private UninstallPlans uninstallPlans;
  private ConfigurationPlans configurationPlans;
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
    plans = new InstallPlans(registry, installations, new SomeConnections());
    uninstallPlans = new UninstallPlans(installations);
    configurationPlans = new ConfigurationPlans(plans, installations);
    commits =
        Commits.asTenants(
            database.tenants(),
            new Writers(List.of(noted, new InstallationWriter(), new EndInstallationWriter())));
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

  private void perform(InstallPlan plan, UUID directive, String hash)
      throws AttemptFailedException {
    InstallPackage type = new InstallPackage(plans, registry, parts, transition);
    InstallPackage.Params params = params(plan, hash);
    try {
      var completion = type.perform(params, attempt(directive));
      commits.commit(new UnitOfWork(tenant).addAll(completion.changes()));
    } catch (FinalFailureException e) {
      Failure failure = new Failure(Failure.Kind.FINAL, e.code(), e.getMessage());
      end(type.ended(params, end(directive, DirectiveState.FAILED, Optional.of(failure))));
      throw e;
    }
  }

  private static InstallPackage.Params params(InstallPlan plan, String hash) {
    return new InstallPackage.Params(
        plan.name().toString(),
        plan.version().toString(),
        plan.digest(),
        plan.generation(),
        (ObjectNode) plan.configuration(),
        hash);
  }

  private DirectiveEnd end(UUID directive, DirectiveState state, Optional<Failure> failure) {
    return new DirectiveEnd(
        tenant,
        directive,
        state,
        1,
        failure,
        Optional.of("a mistake"),
        ANN,
        Link.directive(directive),
        database.clock().instant());
  }

  private void end(List<Change> changes) {
    commits.commit(new UnitOfWork(tenant).addAll(changes));
  }

  private UUID install() throws AttemptFailedException {
    InstallPlan plan = plan();
    UUID id = queue(plan);
    perform(plan, id, plan.hash());
    return id;
  }

  private void uninstall(UUID installation) throws AttemptFailedException {
    var plan = uninstallPlans.plan(tenant, installation);
    var completion =
        new UninstallPackage(uninstallPlans, installations, parts, transition)
            .perform(
                new UninstallPackage.Params(installation, plan.hash(), Optional.empty()),
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
        .hasMessageContaining("/connection: 'Connection' is missing.");
  }

  @Test
  void aConnectionThatIsNotThereIsRefusedWithThoseThatAre() {
    assertThat(problemWith("chat"))
        .isEqualTo(
            "There is no connection 'chat'. → Connect mattermost under Connections first, or name one that is there: 'mattermost'.");
  }

  @Test
  void aConnectionOfAnotherConnectorIsRefused() {
    assertThat(problemWith("http"))
        .startsWith("The connection 'http' is one of http, not of mattermost.");
  }

  @Test
  void aConnectionThatWasRevokedIsRefused() {
    assertThat(problemWith("revoked")).contains("was revoked", "Connect 'revoked' again");
  }

  private String problemWith(String connection) {
    ObjectNode configuration = configuration().put("connection", connection);
    try {
      plans.plan(tenant, HELLO, Optional.empty(), configuration);
      return "none";
    } catch (PackageException refused) {
      assertThat(refused.code()).isEqualTo(PackageException.Code.CONFIGURATION_INVALID);
      Problem problem = refused.problems().getFirst();
      assertThat(problem.path()).isEqualTo("/connection");
      return problem.message() + " → " + problem.remedy();
    }
  }

  @Test
  void anUnknownPackageIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() ->
            plans.plan(tenant, PackageName.parse("acme/bye"), Optional.empty(), configuration()))
        .hasMessageContaining("no package 'acme/bye'")
        .hasMessageContaining("acme/hello 1.0.0");
  }

  @Test
  void anInstallCreatesItsPartsWithTheirProvenance() throws AttemptFailedException {
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
  void anInstallKeepsItsHistory() throws AttemptFailedException {
    assertThat(installations.history(tenant, install()))
        .extracting(Installations.Move::status)
        .containsExactly(Status.QUEUED, Status.INSTALLING, Status.INSTALLED);
  }

  @Test
  void anInstallThatCannotBeCommittedLeavesNothing() throws AttemptFailedException {
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
  void anInstallThatIsCancelledFailsAndMakesRoomForAnother() throws AttemptFailedException {
    InstallPlan plan = plan();
    UUID cancelled = queue(plan);

    end(
        new InstallPackage(plans, registry, parts, transition)
            .ended(
                params(plan, plan.hash()),
                end(cancelled, DirectiveState.CANCELLED, Optional.empty())));

    assertThat(find(cancelled).status()).isEqualTo(Status.FAILED);
    assertThat(find(cancelled).error().orElseThrow().message())
        .contains("cancelled (a mistake)", "ask again");
    assertThat(installations.history(tenant, cancelled).getLast().actor()).isEqualTo("human:ann");
    assertThat(find(install()).status()).isEqualTo(Status.INSTALLED);
  }

  @Test
  void anUninstallThatFailsLeavesThePackageAsItWas() throws AttemptFailedException {
    UUID id = install();
    toggle(SwitchPackage.off(installations, parts, transition), id);
    UUID directive = database.ids().next();
    UninstallPackage type = new UninstallPackage(uninstallPlans, installations, parts, transition);
    var params = new UninstallPackage.Params(id, "stale", Optional.of("acme/hello"));

    assertThatThrownBy(() -> type.perform(params, attempt(directive)))
        .hasMessageContaining("has changed since");
    assertThat(find(id).status()).isEqualTo(Status.UNINSTALLING);
    end(type.ended(params, end(directive, DirectiveState.CANCELLED, Optional.empty())));

    assertThat(find(id).status()).isEqualTo(Status.DISABLED);
    assertThat(noted.written).endsWith("package.uninstall.started", "package.uninstall.failed");
  }

  @Test
  void anUninstallThatNeverBeganChangesNothing() throws AttemptFailedException {
    UUID id = install();
    UninstallPackage type = new UninstallPackage(uninstallPlans, installations, parts, transition);

    end(
        type.ended(
            new UninstallPackage.Params(id, "plan", Optional.empty()),
            end(database.ids().next(), DirectiveState.REJECTED, Optional.empty())));

    assertThat(find(id).status()).isEqualTo(Status.INSTALLED);
    assertThat(installations.history(tenant, id)).hasSize(3);
  }

  @Test
  void aSecondInstallOfWhatIsInstalledIsRefused() throws AttemptFailedException {
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
  void anInstallThatFailedCanBeTriedAgain() throws AttemptFailedException {
    InstallPlan plan = plan();
    UUID failed = queue(plan);
    assertThatThrownBy(() -> perform(plan, failed, "stale"))
        .isInstanceOf(FinalFailureException.class);

    UUID id = install();

    assertThat(find(id).generation()).isEqualTo(2);
    assertThat(find(failed).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void anAttemptThatWasCutIsRepeated() throws AttemptFailedException {
    InstallPlan plan = plan();
    UUID id = queue(plan);
    transition.begin(
        attempt(id), find(id), Set.of(Status.QUEUED), Status.INSTALLING, "package.install.started");

    perform(plan, id, plan.hash());

    assertThat(find(id).status()).isEqualTo(Status.INSTALLED);
  }

  @Test
  void uninstallingWithdrawsWhatStartsRunsAndKeepsHistory() throws AttemptFailedException {
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
  void whatWasUninstalledCanBeInstalledAgainAsTheNextGeneration() throws AttemptFailedException {
    UUID first = install();
    uninstall(first);

    UUID second = install();

    assertThat(find(second).generation()).isEqualTo(2);
    assertThat(installations.list(tenant))
        .extracting(Installation::status)
        .containsExactly(Status.INSTALLED, Status.UNINSTALLED);
  }

  @Test
  void whatIsNotInstalledCannotBeUninstalled() throws AttemptFailedException {
    UUID id = install();
    uninstall(id);

    assertThatThrownBy(() -> uninstallPlans.plan(tenant, id))
        .isInstanceOf(PackageException.class)
        .hasMessageContaining("is not installed");
  }

  @Test
  void aPackageIsSwitchedOffAndOnAgain() throws AttemptFailedException {
    UUID id = install();

    toggle(SwitchPackage.off(installations, parts, transition), id);
    assertThat(find(id).status()).isEqualTo(Status.DISABLED);

    toggle(SwitchPackage.on(installations, parts, transition), id);
    assertThat(find(id).status()).isEqualTo(Status.INSTALLED);
    assertThat(noted.written)
        .endsWith("disable acme/hello", "package.disabled", "enable acme/hello", "package.enabled");
  }

  private void toggle(SwitchPackage type, UUID id) throws AttemptFailedException {
    var completion = type.perform(new SwitchPackage.Params(id), attempt(database.ids().next()));
    commits.commit(new UnitOfWork(tenant).addAll(completion.changes()));
  }

  @Test
  void aConfigurationIsChangedByAPlanThatSaysWhatChanges() throws AttemptFailedException {
    UUID id = install();
    ObjectNode later = configuration().put("time", "09:30");

    ConfigurationPlan plan = configurationPlans.plan(tenant, id, 1, later);
    configure(id, plan);

    assertThat(plan.text()).contains("Time: \"08:00\" → \"09:30\"");
    assertThat(find(id).configuration().path("time").asString("")).isEqualTo("09:30");
    assertThat(find(id).configurationVersion()).isEqualTo(2);
    assertThat(installations.history(tenant, id).getLast().reason()).contains("Configuration 2");
    assertThat(noted.written).endsWith("configure daily at 09:30", "package.configured");
  }

  @Test
  void aConfigurationThatDoesNotFitIsRefusedFieldByField() throws AttemptFailedException {
    UUID id = install();
    ObjectNode wrong = configuration().put("zone", "Berlin").put("time", "soon");

    assertThatThrownBy(() -> configurationPlans.plan(tenant, id, 1, wrong))
        .isInstanceOfSatisfying(
            PackageException.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::path)
                    .containsExactlyInAnyOrder("/zone", "/time"));
  }

  @Test
  void ofTwoChangesOfOneConfigurationTheSecondIsRefused() throws AttemptFailedException {
    UUID id = install();
    ConfigurationPlan first =
        configurationPlans.plan(tenant, id, 1, configuration().put("time", "09:30"));
    ConfigurationPlan second =
        configurationPlans.plan(tenant, id, 1, configuration().put("time", "10:00"));
    configure(id, first);

    assertThatThrownBy(() -> configure(id, second)).hasMessageContaining("changed meanwhile");
    assertThatThrownBy(() -> configurationPlans.plan(tenant, id, 1, configuration()))
        .hasMessageContaining("it is version 2 now");
    assertThat(find(id).configurationVersion()).isEqualTo(2);
  }

  @Test
  void whatIsConfiguredWhileItIsSwitchedIsNotSwitchedByTheOldConfiguration()
      throws AttemptFailedException {
    UUID id = install();
    var switching =
        SwitchPackage.off(installations, parts, transition)
            .perform(new SwitchPackage.Params(id), attempt(database.ids().next()));
    configure(id, configurationPlans.plan(tenant, id, 1, configuration().put("time", "09:30")));

    assertThatThrownBy(() -> end(switching.changes())).isInstanceOf(UnitRefusedException.class);
    assertThat(find(id).status()).isEqualTo(Status.INSTALLED);
  }

  @Test
  void whatIsNotInstalledCannotBeConfigured() throws AttemptFailedException {
    UUID id = install();
    uninstall(id);

    assertThatThrownBy(() -> configurationPlans.plan(tenant, id, 1, configuration()))
        .isInstanceOfSatisfying(
            PackageException.class,
            refused -> assertThat(refused.code()).isEqualTo(PackageException.Code.NOT_INSTALLED));
  }

  private void configure(UUID id, ConfigurationPlan plan) throws AttemptFailedException {
    var completion =
        new ConfigurePackage(configurationPlans, installations, parts, transition)
            .perform(
                new ConfigurePackage.Params(
                    id, plan.from(), (ObjectNode) plan.configuration(), plan.hash()),
                attempt(database.ids().next()));
    commits.commit(new UnitOfWork(tenant).addAll(completion.changes()));
  }

  @Test
  void anotherOrganizationSeesNothingOfIt() throws AttemptFailedException {
    UUID id = install();
    TenantId other = database.organization("other").id();

    assertThat(installations.find(other, id)).isEmpty();
    assertThat(installations.list(other)).isEmpty();
    assertThat(installations.resources(other, id)).isEmpty();
  }
}
