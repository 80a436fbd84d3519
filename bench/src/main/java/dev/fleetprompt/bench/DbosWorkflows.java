package dev.fleetprompt.bench;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import dev.dbos.transact.workflow.WorkflowHandle;
import dev.fleetprompt.platform.database.ServerLogin;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * DBOS Transact for Java in the same database, its workflows started directly, some hundred in
 * flight.
 */
final class DbosWorkflows implements Subject {

  private static final int IN_FLIGHT = 256;

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

  DbosWorkflows(ServerLogin login) {
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

  @Override
  public String name() {
    return "DBOS Transact for Java " + DBOS.version();
  }

  @Override
  public void run(int workflows) throws Exception {
    Semaphore places = new Semaphore(IN_FLIGHT);
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < workflows; i++) {
        places.acquire();
        callers.execute(() -> {
          try {
            WorkflowHandle<Long, RuntimeException> handle =
                dbos.startWorkflow(
                    () -> workflow.threeSteps(1),
                    new StartWorkflowOptions(UUID.randomUUID().toString()));
            handle.getResult();
          } catch (Exception e) {
            failure.set(e);
          } finally {
            places.release();
          }
        });
      }
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public void close() {
    dbos.close();
  }
}
