package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.platform.commit.Change;
import java.util.UUID;

/** Appends to a run's journal; only its owner does. */
record AppendEntry(UUID run, int seq, JournalCodec.Row row) implements Change {}
