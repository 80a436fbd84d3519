package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.JournalCodec;
import java.util.List;

/** A run as it is found in the database when it is claimed. */
record LoadedRun(Execution execution, List<JournalCodec.Row> journal) {}
