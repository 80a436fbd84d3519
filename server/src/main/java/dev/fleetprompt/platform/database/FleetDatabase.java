package dev.fleetprompt.platform.database;

import java.time.Clock;

/**
 * The prepared database with a pool for each of the application's roles. Close it before its
 * server.
 */
public final class FleetDatabase implements AutoCloseable {
  private final Instance instance;
  private final Pools pools;
  private final OwnerDatabase owner;
  private final EngineDatabase engine;
  private final IdentityDatabase identity;
  private final AppDatabase app;
  private final Partitions partitions;

  private FleetDatabase(Instance instance, Pools pools, Clock clock) {
    this.instance = instance;
    this.pools = pools;
    this.owner = new OwnerDatabase(pools.owner);
    this.engine = new EngineDatabase(pools.engine, pools::engineSessions);
    this.identity = new IdentityDatabase(pools.identity);
    this.app = new AppDatabase(pools.app);
    this.partitions = new Partitions(owner, clock);
  }

  /**
   * Creates or migrates what is missing (roles, schema, month partitions) and opens the pools. Safe
   * for several processes at once.
   *
   * @throws DatabaseException with a message that says what to do
   */
  public static FleetDatabase open(ServerLogin login, PoolSizes sizes, Clock clock) {
    Instance instance =
        new Bootstrap(login)
            .prepare(prepared -> {
              try (Pools pools = new Pools(login, prepared, sizes)) {
                new Migrations(pools.owner, login.user()).run(prepared);
                new Partitions(new OwnerDatabase(pools.owner), clock).ensure();
              }
            });
    return new FleetDatabase(instance, new Pools(login, instance, sizes), clock);
  }

  /**
   * Opens the pools on a database that {@link #open} prepared before, and changes nothing.
   *
   * @throws DatabaseException if it cannot be reached or was never prepared
   */
  public static FleetDatabase attach(ServerLogin login, PoolSizes sizes, Clock clock) {
    Instance instance = new Bootstrap(login).existing();
    return new FleetDatabase(instance, new Pools(login, instance, sizes), clock);
  }

  public Instance instance() {
    return instance;
  }

  public OwnerDatabase owner() {
    return owner;
  }

  public EngineDatabase engine() {
    return engine;
  }

  public IdentityDatabase identity() {
    return identity;
  }

  public AppDatabase app() {
    return app;
  }

  public Partitions partitions() {
    return partitions;
  }

  @Override
  public void close() {
    pools.close();
  }
}
