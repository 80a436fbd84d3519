package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.platform.commit.Change;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Directives that runs request and wait for. */
interface DirectiveCalls {

  boolean knows(String type);

  /**
   * Requests a directive with the unit, or says why that cannot be.
   *
   * @param began the run that the journal began with: it and its retries request one and the same
   */
  JournalEntry request(
      Execution run, UUID began, Command.Call call, String type, Instant now, List<Change> changes);
}
