package dev.fleetprompt.bench.peers;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import dev.dbos.transact.workflow.WorkflowHandle;
import dev.fleetprompt.platform.database.ServerLogin;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * DBOS Transact for Java within this process. Its workflows are started directly, not through one
 * of its queues, which is its fastest way; its pool has the ten connections that it takes by
 * default, which is five for each core of a small machine.
 */
public final class DbosJava implements AutoCloseable {

  /** The peer registers workflows through an interface. */
  public interface ThreeSteps {
    long threeSteps(long value);
  }

  /** The same work as ours. */
  public static final class ThreeStepsWork implements ThreeSteps {

    private @Nullable DBOS dbos;

    @Override
    @Workflow(name = "threeSteps")
    public long threeSteps(long value) {
      DBOS engine = Objects.requireNonNull(dbos);
      long one = engine.runStep(() -> value + 1, "one");
      long two = engine.runStep(() -> one + 1, "two");
      return engine.runStep(() -> two + 1, "three");
    }
  }

  private final DBOS dbos;
  private final ThreeSteps workflow;

  public DbosJava(ServerLogin login) {
    dbos =
        new DBOS(
            DBOSConfig.defaults("bench")
                .withDatabaseUrl(login.jdbcUrl())
                .withDbUser(login.user())
                .withDbPassword(login.password())
                .withAdminServer(false)
                .withAppVersion("1"));
    ThreeStepsWork work = new ThreeStepsWork();
    work.dbos = dbos;
    workflow = dbos.registerProxy(ThreeSteps.class, work);
    dbos.launch();
  }

  public String name() {
    return "DBOS Transact for Java " + DBOS.version();
  }

  /** Runs one workflow of three steps; returns when its end is durable. */
  public void runOne() throws Exception {
    WorkflowHandle<Long, RuntimeException> handle =
        dbos.startWorkflow(
            () -> workflow.threeSteps(1), new StartWorkflowOptions(UUID.randomUUID().toString()));
    handle.getResult();
  }

  @Override
  public void close() {
    dbos.close();
  }
}
