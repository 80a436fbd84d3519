package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.StandardErrors;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionCatalog;
import dev.fleetprompt.platform.functions.FunctionFailedException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls functions for runs, at most {@value #AT_ONCE} at a time; every failure becomes an error
 * that the run can catch.
 */
final class FunctionCalls {

  private static final Logger LOG = LoggerFactory.getLogger(FunctionCalls.class);
  private static final int AT_ONCE = 256;

  private final FunctionCatalog functions;
  private final Semaphore places = new Semaphore(AT_ONCE);

  FunctionCalls(FunctionCatalog functions) {
    this.functions = functions;
  }

  /** Calls on the calling thread, which may wait for its turn. */
  RunInput.CallEnded call(Execution run, Command.Call call) {
    CallContext context =
        new CallContext(
            run.tenant(),
            run.id(),
            run.installation(),
            call.task(),
            run.startedAt().orElse(run.createdAt()));
    places.acquireUninterruptibly();
    try {
      String function = CallRoutes.function(call);
      return new RunInput.CallEnded(
          call.id(), functions.call(function, call.arguments(), context), null);
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

  private static RunInput.CallEnded failed(Command.Call call, WorkflowError error) {
    return new RunInput.CallEnded(call.id(), null, error);
  }
}
