package dev.fleetprompt.engine.simulation;

import dev.fleetprompt.engine.interpreter.CallId;
import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.RunEnd;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Watches a run from outside and knows nothing of how the interpreter works. */
final class Auditor {

  /** A broken promise. */
  static final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    Violation(String message) {
      super(message);
    }
  }

  private final Set<JournalEntry> durable = new HashSet<>();
  private final Set<CallId> answered = new HashSet<>();
  private final Map<CallId, String> references = new HashMap<>();
  private final Map<Object, String> commands = new HashMap<>();
  private final Set<CallId> used = new HashSet<>();

  void durable(JournalEntry entry) {
    durable.add(entry);
    CallId call = answeredBy(entry);
    if (call != null) {
      answered.add(call);
    }
    if (entry instanceof JournalEntry.CallStarted started) {
      references.putIfAbsent(started.call(), started.reference());
    }
  }

  /** A process came up: what it had used before is used again, from the journal. */
  void restarted() {
    used.clear();
  }

  void applied(JournalEntry entry, boolean counted) {
    if (!durable.contains(entry)) {
      throw new Violation("used before it was durable: " + entry);
    }
    CallId call = answeredBy(entry);
    if (counted && call != null && !used.add(call)) {
      throw new Violation("an answer was used twice: " + call);
    }
  }

  void issued(Command command) {
    switch (command) {
      case Command.Call call -> {
        notAnswered(call.id());
        same(call.id(), call.function() + call.arguments() + call.metadata() + call.attempt());
        remembered(call.id(), call.reference());
      }
      case Command.Emit emit -> {
        notAnswered(emit.id());
        same(emit.id(), emit.event().toString());
      }
      case Command.Listen listen -> same(listen.id(), listen.since().toString());
      case Command.RunWorkflow run -> {
        notAnswered(run.id());
        same(run.id(), run.namespace() + run.name() + run.version() + run.input() + run.await());
        remembered(run.id(), run.reference());
      }
      case Command.StartTimer timer -> same(timer.id(), timer.due().toString());
    }
  }

  private void remembered(CallId call, @Nullable String reference) {
    String told = references.get(call);
    if (told != null && !told.equals(reference)) {
      throw new Violation("the reference of " + call + " was forgotten");
    }
  }

  private void notAnswered(CallId call) {
    if (answered.contains(call)) {
      throw new Violation("issued again after its answer was durable: " + call);
    }
  }

  private void same(Object id, String content) {
    String before = commands.putIfAbsent(id, content);
    if (before != null && !before.equals(content)) {
      throw new Violation("the command " + id + " changed from " + before + " to " + content);
    }
  }

  void rebuilt(String before, String after) {
    if (!before.equals(after)) {
      throw new Violation("the state folded from the journal is not the one before the crash");
    }
  }

  void decided(List<Command> outstanding, boolean ended) {
    if (ended != outstanding.isEmpty()) {
      throw new Violation("a run waits for something until it ends, and then for nothing");
    }
    if (new HashSet<>(outstanding).size() != outstanding.size()) {
      throw new Violation("a command is outstanding twice: " + outstanding);
    }
  }

  void ended(RunEnd end, RunEnd expected) {
    if (!Ends.text(end).equals(Ends.text(expected))) {
      throw new Violation("ended as " + Ends.text(end) + ", without faults " + Ends.text(expected));
    }
  }

  private static @Nullable CallId answeredBy(JournalEntry entry) {
    return switch (entry) {
      case JournalEntry.CallCompleted e -> e.call();
      case JournalEntry.CallFailed e -> e.call();
      case JournalEntry.EventEmitted e -> e.call();
      case JournalEntry.RunStarted e -> null;
      case JournalEntry.CallStarted e -> null;
      case JournalEntry.TimerFired e -> null;
      case JournalEntry.EventReceived e -> null;
      case JournalEntry.CancelRequested e -> null;
    };
  }
}
