package dev.fleetprompt.testing;

import dev.fleetprompt.platform.database.AppDatabase;
import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.database.FleetDatabase;
import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.database.Instance;
import dev.fleetprompt.platform.database.OwnerDatabase;
import dev.fleetprompt.platform.database.Partitions;
import dev.fleetprompt.platform.database.PoolSizes;
import dev.fleetprompt.platform.database.ServerLogin;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import java.time.Clock;
import java.time.ZoneOffset;

/**
 * A database of its own for one test, with every migration applied and an instance id of its own,
 * without Spring. It is a copy of a template on a server that all tests of this JVM share.
 */
public final class TestDatabase implements AutoCloseable {
  private static final PoolSizes SIZES = new PoolSizes(8, 3, 8, 3);

  private final ServerLogin login;
  private final FleetDatabase database;
  private final Clock clock;
  private final Ids ids;
  private final Organizations organizations;
  private final TenantDatabase tenants;

  private TestDatabase(ServerLogin login, Clock clock) {
    this.login = login;
    this.clock = clock;
    this.ids = Ids.following(clock);
    this.database = FleetDatabase.attach(login, SIZES, clock);
    this.organizations =
        new Organizations(database.owner(), database.identity(), database.instance(), ids, clock);
    this.tenants = new TenantDatabase(database.app(), organizations);
  }

  /** A fresh database that tells the system's time. */
  public static TestDatabase fresh() {
    return fresh(Clock.systemUTC());
  }

  /**
   * A fresh database whose organizations and ids follow {@code clock}. Month partitions exist
   * around the real date; for another one call {@code partitions().ensure()}.
   */
  public static TestDatabase fresh(Clock clock) {
    return new TestDatabase(TestServer.shared().copyOfTemplate(), clock);
  }

  /** The owner's login of a new database with nothing in it, on the same server. */
  public static ServerLogin empty() {
    return TestServer.shared().emptyDatabase();
  }

  /** The owner's login, for a second process or node: {@link FleetDatabase#attach} opens it too. */
  public ServerLogin login() {
    return login;
  }

  /** An organization called like its slug, in UTC. */
  public Organization organization(String slug) {
    return organizations.create(slug, slug, ZoneOffset.UTC);
  }

  public Organizations organizations() {
    return organizations;
  }

  public TenantDatabase tenants() {
    return tenants;
  }

  public FleetDatabase database() {
    return database;
  }

  public Instance instance() {
    return database.instance();
  }

  public OwnerDatabase owner() {
    return database.owner();
  }

  public EngineDatabase engine() {
    return database.engine();
  }

  public IdentityDatabase identity() {
    return database.identity();
  }

  public AppDatabase app() {
    return database.app();
  }

  public Partitions partitions() {
    return database.partitions();
  }

  public Ids ids() {
    return ids;
  }

  public Clock clock() {
    return clock;
  }

  /** Closes the pools; the database itself is dropped soon after. */
  @Override
  public void close() {
    database.close();
    TestServer.shared().drop(login);
  }
}
