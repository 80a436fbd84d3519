package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.platform.signals.Link;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The run that goes on where another one ended in order to begin its journal anew: of the same
 * version, for the same installation and within the same correlation. Whoever waits for the end
 * waits for that of the new run then.
 */
final class Continuation {

  /** The origin of such runs. */
  static final String ORIGIN = "continuation";

  private Continuation() {}

  /**
   * @param next the new run's id
   */
  static StartRun of(Execution run, RunEnd.Continued end, UUID next, Instant at) {
    return new StartRun(
        next,
        run.definition(),
        run.workflow(),
        run.version(),
        run.installation(),
        ORIGIN,
        run.requester(),
        run.correlation(),
        Optional.of(Link.run(run.id())),
        end.input(),
        run.context(),
        at,
        run.parent());
  }
}
