package dev.fleetprompt.capability.connectors;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.Writers;
import dev.fleetprompt.platform.connections.ConnectRequest;
import dev.fleetprompt.platform.connections.Connected;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.Connector;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.egress.Egress;
import dev.fleetprompt.platform.egress.EgressLimits;
import dev.fleetprompt.platform.egress.NameResolver;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.PlatformSource;
import dev.fleetprompt.platform.signals.SignalTestKit;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.Scrubber;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.platform.vault.Vault;
import dev.fleetprompt.testing.TestDatabase;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.node.ObjectNode;

/**
 * The real connectors on a database, a vault and an egress of their own, with short time limits.
 */
public final class ConnectorBench implements AutoCloseable {
  private static final EgressLimits QUICK =
      new EgressLimits(
          Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(1_000), 64 * 1024);

  private final TestDatabase database;
  private final AnnotationConfigApplicationContext context;
  private final TenantId tenant;

  private ConnectorBench(
      TestDatabase database, AnnotationConfigApplicationContext context, TenantId tenant) {
    this.database = database;
    this.context = context;
    this.tenant = tenant;
  }

  public static ConnectorBench in(Path folder, NameResolver names) {
    return in(folder, names, defaultTls());
  }

  /**
   * @param tls decides which certificates are trusted
   */
  public static ConnectorBench in(Path folder, NameResolver names, SSLContext tls) {
    TestDatabase database = TestDatabase.fresh();
    TenantId tenant = database.organization("acme").id();
    Vault vault =
        Vault.keptWith(
            folder.resolve("kek.json"),
            false,
            database.tenants(),
            database.owner(),
            database.clock());
    Egress egress = new Egress(names, tls);
    SignalTestKit signals = new SignalTestKit(database);
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean(Clock.class, database::clock);
    context.registerBean(Ids.class, database::ids);
    context.registerBean(Vault.class, () -> vault);
    context.registerBean(Scrubber.class, () -> vault.scrub());
    context.registerBean(Egress.class, () -> egress);
    context.registerBean(PlatformSource.class, () -> PlatformSource.of(database.instance().id()));
    context.registerBean(
        Connections.class,
        () ->
            new Connections(
                database.tenants(),
                Commits.asTenants(database.tenants(), new Writers(signals.writers())),
                signals.entry,
                vault,
                egress,
                context.getBeanProvider(Connector.class).stream().toList(),
                QUICK,
                database.ids(),
                database.clock()));
    context.scan("dev.fleetprompt.platform.schemas", "dev.fleetprompt.capability.connectors");
    context.register(
        dev.fleetprompt.platform.signals.SignalEntry.class,
        dev.fleetprompt.platform.signals.CleanText.class);
    context.refresh();
    return new ConnectorBench(database, context, tenant);
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public <T> List<T> all(Class<T> type) {
    return context.getBeanProvider(type).stream().toList();
  }

  public Connections connections() {
    return get(Connections.class);
  }

  public TenantId tenant() {
    return tenant;
  }

  public TestDatabase database() {
    return database;
  }

  /** Connects with a private address allowed. */
  public Connected connect(String connector, String name, ObjectNode config, String credential) {
    return connections()
        .connect(
            tenant,
            new ConnectRequest(
                new ConnectorName(connector),
                name,
                config,
                credential.isEmpty() ? Optional.empty() : Optional.of(SecretValue.of(credential)),
                true),
            Actor.human("ann"));
  }

  public static ObjectNode noConfig() {
    return ExactJson.mapper().createObjectNode();
  }

  /** A first attempt that owns its directive. */
  public Attempt attempt() {
    return new Attempt(tenant, new UUID(7, 7), 1, () -> true);
  }

  @Override
  public void close() {
    context.close();
    database.close();
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
