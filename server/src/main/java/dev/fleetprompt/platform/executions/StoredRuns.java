package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.waits.LookBack;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is stored of runs, as a node reads it when it takes them up. */
interface StoredRuns {

  /** The runs that exist, in no order. */
  List<LoadedRun> load(Collection<Item> items) throws SQLException;

  /**
   * @throws InvalidDefinitionException when this build no longer accepts what an earlier one did
   * @throws org.springframework.dao.DataAccessException when it is not stored, or the database does
   *     not answer
   */
  Definition definition(TenantId tenant, UUID id) throws InvalidDefinitionException;

  /** What a new run that is a rerun takes over before its first step; empty for others. */
  default Optional<Takeover> takeover(Execution run) {
    return Optional.empty();
  }

  /** The workflow that a run's task names, or why there is none. */
  SubRuns.Resolution workflow(Execution run, Command.RunWorkflow command);

  /** What came for waits before their commit; see {@link LookBack#find}. */
  List<LookBack.Page> lookBack(List<LookBack.Request> requests);
}
