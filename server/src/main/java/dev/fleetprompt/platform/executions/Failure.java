package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.engine.interpreter.RunState;
import dev.fleetprompt.engine.interpreter.StandardErrors;
import dev.fleetprompt.engine.workflow.Definition;
import java.util.List;

/** Finds the entry of a journal with which a run failed. */
final class Failure {

  private static final String COMPUTED =
      "The run failed in what it computes from its data, so a retry would fail again in the same way."
          + " Branch from an entry with other data, or correct the workflow and start a new run.";

  private Failure() {}

  /**
   * How many entries precede the failed call's end, or the time that was up; all of them when the
   * run failed for reasons that are not in its journal.
   *
   * @throws RunRefusedException when no call failed, but what the run computed
   */
  static int before(RunReplay replay, Definition definition, List<JournalCodec.Row> rows) {
    RunState state = replay.begin(definition, rows.getFirst());
    if (state.end().isPresent()) {
      throw computed();
    }
    for (int i = 1; i < rows.size(); i++) {
      state = replay.apply(definition, state, rows.get(i));
      if (state.end().isPresent()) {
        if (!isOfACall(rows.get(i), state.end().get())) {
          throw computed();
        }
        return i;
      }
    }
    return rows.size();
  }

  private static boolean isOfACall(JournalCodec.Row last, RunEnd end) {
    return last.kind().equals("call.failed")
        || (last.kind().equals("timer.fired")
            && end instanceof RunEnd.Faulted faulted
            && faulted.error().type().equals(StandardErrors.TIMEOUT));
  }

  private static RunRefusedException computed() {
    return new RunRefusedException("run_retry_computed", COMPUTED);
  }
}
