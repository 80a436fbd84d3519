package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.JournalCodec;
import java.util.List;
import java.util.Optional;

/**
 * A run as it is found in the database when it is claimed.
 *
 * @param snapshot where it stood, when that was stored
 * @param isWhole whether the journal is there from its beginning; otherwise from after the snapshot
 */
record LoadedRun(
    Execution execution,
    Optional<Snapshot> snapshot,
    boolean isWhole,
    List<JournalCodec.Row> journal) {

  LoadedRun(Execution execution, List<JournalCodec.Row> journal) {
    this(execution, Optional.empty(), true, journal);
  }
}
