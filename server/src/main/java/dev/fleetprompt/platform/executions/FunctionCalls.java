package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.StandardErrors;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.commit.SqlFailure;
import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionCatalog;
import dev.fleetprompt.platform.functions.FunctionFailedException;
import dev.fleetprompt.platform.queue.NodeWork;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Calls functions for runs, at most {@value #AT_ONCE} at a time; every failure becomes an error
 * that the run can catch.
 */
final class FunctionCalls {

  private static final Logger LOG = LoggerFactory.getLogger(FunctionCalls.class);
  private static final int AT_ONCE = 256;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final FunctionCatalog functions;
  private final Semaphore places = new Semaphore(AT_ONCE);

  FunctionCalls(FunctionCatalog functions) {
    this.functions = functions;
  }

  /**
   * Calls on the calling thread, which may wait for its turn, and for the database for as long as
   * the node is there.
   */
  RunInput.CallEnded call(Execution run, Command.Call call, NodeWork node) {
    CallContext context =
        new CallContext(
            run.tenant(),
            run.id(),
            run.installation(),
            call.task(),
            run.startedAt().orElse(run.createdAt()));
    places.acquireUninterruptibly();
    try {
      return new RunInput.CallEnded(call.id(), output(call, context, node), null);
    } catch (FunctionFailedException e) {
      return failed(call, new WorkflowError(e.type(), e.status(), null, e.getMessage(), null));
    } catch (RuntimeException e) {
      LOG.error("Function {} failed for run {}", call.function(), run.id(), e);
      return failed(
          call,
          new WorkflowError(
              StandardErrors.RUNTIME,
              500,
              null,
              "'%s' failed unexpectedly; the log of the server says more."
                  .formatted(call.function()),
              null));
    } finally {
      places.release();
    }
  }

  private JsonNode output(Command.Call call, CallContext context, NodeWork node)
      throws FunctionFailedException {
    while (true) {
      try {
        return functions.call(CallRoutes.function(call), call.arguments(), context);
      } catch (RuntimeException e) {
        if (!SqlFailure.isBehind(e) || node.hasEnded()) {
          throw e;
        }
        LOG.warn("Function {} waits for the database: {}", call.function(), e.getMessage());
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static RunInput.CallEnded failed(Command.Call call, WorkflowError error) {
    return new RunInput.CallEnded(call.id(), null, error);
  }
}
