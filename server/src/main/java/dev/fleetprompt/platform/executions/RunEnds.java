package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.platform.commit.Change;
import java.util.List;

/** Makes what else becomes true when a run ends. Registered as a bean. */
@FunctionalInterface
public interface RunEnds {
  /**
   * The changes that are committed together with the end of the run, and once with it. Called
   * outside of any transaction on a thread that runs share, again when the unit was refused: it
   * asks no database, and throws nothing.
   *
   * @param run as it was before its end
   */
  List<Change> changes(Execution run, RunEnd end);
}
