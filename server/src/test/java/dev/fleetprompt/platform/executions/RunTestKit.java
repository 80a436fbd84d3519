package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.util.List;
import java.util.UUID;

/** Runs of small workflows and what the database says of them. */
record RunTestKit(TestPlatform platform, TenantId tenant) {

  private static final String HEAD =
      """
      document: {dsl: '1.0.3', namespace: test, name: test, version: '1.0.0'}
      do:
      """;

  UUID begin(String tasks, String input) {
    return platform.run(tenant, HEAD + tasks, ExactJson.read(input));
  }

  Execution run(String tasks, String input) {
    return platform.ended(tenant, begin(tasks, input));
  }

  ExecutionStatus status(UUID run) {
    return platform.find(tenant, run).status();
  }

  void awaitStatus(UUID run, ExecutionStatus status) {
    Await.until("run " + run + " is " + status.text(), () -> status(run) == status);
  }

  /** Waits until the run is in this state, in nobody's hands, and nothing wakes it. */
  void awaitAtRest(UUID run, ExecutionStatus status) {
    Await.until(
        "run " + run + " rests as " + status.text(),
        () -> status(run) == status && count("queue", "item_id", run) == 0);
  }

  long inbox(UUID run) {
    return count("inbox", "item_id", run);
  }

  private long count(String table, String column, UUID run) {
    return platform
        .database()
        .engine()
        .sql()
        .sql("select count(*) from fleet.%s where %s = ?".formatted(table, column))
        .param(run)
        .query(Long.class)
        .single();
  }

  List<String> journal(UUID run) {
    return platform
        .database()
        .engine()
        .sql()
        .sql("select kind from fleet.journal where execution_id = ? order by seq")
        .param(run)
        .query((row, number) -> row.getString(1))
        .list();
  }

  /** The run's own signals and who they are of, oldest first. */
  List<String> facts(UUID run) {
    return platform
        .database()
        .engine()
        .sql()
        .sql(
            """
            select type || ' ' || actor_id from fleet.signal
             where subject = ? and type like 'workflow.run.%' order by id
            """)
        .param("run:" + run)
        .query((row, number) -> row.getString(1).substring("workflow.run.".length()))
        .list();
  }
}
