package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.Writers;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A queue on a database of its own, with as many nodes as a test starts. */
final class QueueHarness implements AutoCloseable {

  final TestDatabase database = TestDatabase.fresh();
  final WakeUps wakeUps = new WakeUps();
  final Writers writers;
  final Commits commits;
  final TenantId tenant = database.organization("acme").id();
  private final List<QueueRuntime> runtimes = new ArrayList<>();

  QueueHarness(ChangeWriter<?>... more) {
    List<ChangeWriter<?>> all = new ArrayList<>(List.of(more));
    all.add(new QueueWriter(wakeUps));
    writers = new Writers(all);
    commits = Commits.asTenants(database.tenants(), writers);
  }

  QueueRuntime start(ItemHandler... handlers) {
    QueueRuntime runtime =
        new QueueRuntime(
                database.engine(),
                writers,
                List.of(handlers),
                wakeUps,
                new NodeSettings("test", 2, java.time.Duration.ofMillis(50)),
                database.ids(),
                database.clock())
            .start();
    runtimes.add(runtime);
    Await.until("the node joins", () -> runtime.node().isPresent());
    return runtime;
  }

  Item item(TenantId of, ItemKind kind) {
    return new Item(of, kind, database.ids().next());
  }

  void commit(TenantId of, QueueChange... changes) {
    commits.commit(new UnitOfWork(of).addAll(List.of(changes)));
  }

  long count(String table) {
    return Objects.requireNonNull(
        database
            .engine()
            .sql()
            .sql("select count(*) from fleet." + table)
            .query(Long.class)
            .single());
  }

  @Nullable UUID owner(Item item) {
    return database
        .engine()
        .sql()
        .sql("select node from fleet.queue where tenant_id = ? and kind = ? and item_id = ?")
        .param(item.tenant().value())
        .param(item.kind().code())
        .param(item.id())
        .query((row, number) -> java.util.Optional.ofNullable(row.getObject(1, UUID.class)))
        .single()
        .orElse(null);
  }

  @Override
  public void close() {
    runtimes.forEach(QueueRuntime::close);
    database.close();
  }
}
