package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.platform.commit.Change;
import java.time.Instant;
import java.util.List;

/** Directives that runs request and wait for. */
interface DirectiveCalls {

  boolean knows(String type);

  /** Requests a directive with the unit, or says why that cannot be. */
  JournalEntry request(
      Execution run, Command.Call call, String type, Instant now, List<Change> changes);
}
