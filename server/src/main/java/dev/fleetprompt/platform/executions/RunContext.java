package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Decision;
import dev.fleetprompt.engine.interpreter.Interpreter;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.RunState;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.platform.queue.Item;

/** What stays the same for as long as a run is in memory. */
record RunContext(
    Execution execution,
    Definition definition,
    Interpreter interpreter,
    RunEffects effects,
    RunFacts facts) {

  Item item() {
    return Runs.item(execution.tenant(), execution.id());
  }

  RunState begin(JournalEntry.RunStarted started) {
    return interpreter.begin(definition, started);
  }

  RunState apply(RunState state, JournalEntry entry) {
    return interpreter.apply(definition, state, entry);
  }

  Decision decide(RunState state) {
    return interpreter.decide(definition, state);
  }
}
