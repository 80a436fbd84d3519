package dev.fleetprompt.platform.commit;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.database.FleetDatabase;
import dev.fleetprompt.platform.nodes.Lease;
import dev.fleetprompt.platform.nodes.LeaseTerms;
import dev.fleetprompt.platform.nodes.Membership;
import dev.fleetprompt.platform.nodes.WorkOfDeadNodes;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A node with one writer lane, and with nothing else to do. */
final class LaneHarness implements AutoCloseable {

  private static final TenantId TENANT = new TenantId(new UUID(0, 1));
  private static final UUID KEY = new UUID(0, 2);

  final UUID node = UUID.randomUUID();
  final LineWriter writer = new LineWriter();
  final WatchedConnections connections = new WatchedConnections();
  private final FleetDatabase database;
  private final Membership membership;
  private final Lanes lanes;

  /**
   * @param way how the lane reaches the database
   */
  LaneHarness(FleetDatabase database, EngineDatabase way) throws SQLException {
    this.database = database;
    database.owner().sql().sql(LineWriter.TABLE).update();
    database
        .owner()
        .sql()
        .sql("grant select, insert on fleet.line to " + database.instance().engineRole())
        .update();
    String name = Membership.sessionName(node);
    membership =
        Membership.join(
            database.engine().sessions(name),
            node,
            "test",
            LeaseTerms.standard(),
            1,
            new NoWork(),
            () -> {});
    lanes =
        new Lanes(
                connections.watching(way.sessions(name)),
                new Writers(List.of(writer)),
                membership.lease(),
                1)
            .start();
  }

  Lease lease() {
    return membership.lease();
  }

  CompletableFuture<Void> submit(String words) {
    return lanes.submit(KEY, new UnitOfWork(TENANT).add(new LineWriter.Line(words)));
  }

  /** What is written, in order of the transactions' ids. */
  List<String> lines() {
    return database
        .engine()
        .sql()
        .sql("select words from fleet.line order by at")
        .query((row, number) -> row.getString(1))
        .list();
  }

  @Override
  public void close() {
    lanes.close();
    membership.close();
  }

  private static final class NoWork implements WorkOfDeadNodes {

    @Override
    public void release(Connection connection, Set<UUID> deadNodes) {}

    @Override
    public void released() {}

    @Override
    public Set<UUID> stillOwning(Connection connection, Set<UUID> deadNodes) {
      return Set.of();
    }
  }
}
