package dev.fleetprompt.engine.simulation;

import dev.fleetprompt.engine.interpreter.Awaited;
import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.Decision;
import dev.fleetprompt.engine.interpreter.Interpreter;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallFailed;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallStarted;
import dev.fleetprompt.engine.interpreter.JournalEntry.EventEmitted;
import dev.fleetprompt.engine.interpreter.JournalEntry.EventReceived;
import dev.fleetprompt.engine.interpreter.JournalEntry.RunStarted;
import dev.fleetprompt.engine.interpreter.JournalEntry.TimerFired;
import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.engine.interpreter.RunState;
import dev.fleetprompt.engine.interpreter.TimerId;
import dev.fleetprompt.engine.simulation.FakeStore.Luck;
import dev.fleetprompt.engine.simulation.FakeStore.StoreException;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A process that carries out one run on a faulty store, one small step at a time. */
final class SimulatedRun {

  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final long MOST_STEPS = 200_000;

  private final Definition definition;
  private final Interpreter interpreter;
  private final Random random;
  private final Faults faults;
  private final Auditor auditor = new Auditor();
  private final FakeStore store = new FakeStore(auditor);
  private final boolean restoring;
  private Instant now = START;
  private long steps;

  // What lives in memory and dies with the process.
  private @Nullable RunState state;
  private final List<JournalEntry> applied = new ArrayList<>();
  private final Map<Object, Command> underWay = new LinkedHashMap<>();
  private final List<JournalEntry> group = new ArrayList<>();

  // What the outside world still has in store for the run.
  private final Set<TimerId> staleTimers = new LinkedHashSet<>();
  private final List<JournalEntry> staleAnswers = new ArrayList<>();
  private final Map<TimerId, JournalEntry> hung = new LinkedHashMap<>();
  private final List<JournalEntry> lateAnswers = new ArrayList<>();

  SimulatedRun(Definition definition, Interpreter interpreter, Random random, Faults faults) {
    this(definition, interpreter, random, faults, false);
  }

  /**
   * @param restoring whether the state is replaced by its restored snapshot after every entry
   */
  SimulatedRun(
      Definition definition,
      Interpreter interpreter,
      Random random,
      Faults faults,
      boolean restoring) {
    this.restoring = restoring;
    this.definition = definition;
    this.interpreter = interpreter;
    this.random = random;
    this.faults = faults;
  }

  long steps() {
    return steps;
  }

  /** Runs to the end and compares it with what is expected. */
  RunEnd run(@Nullable RunEnd expected) {
    group.add(
        new RunStarted(
            now,
            new UUID(7, 7),
            JsonNodeFactory.instance.objectNode().put("n", 1),
            JsonNodeFactory.instance.objectNode()));
    while (true) {
      if (++steps > MOST_STEPS) {
        throw new Auditor.Violation("the run does not end");
      }
      now = now.plusMillis(1 + random.nextInt(20));
      if (crashes()) {
        recover();
        continue;
      }
      if (!group.isEmpty() && random.nextInt(3) == 0) {
        commit();
        continue;
      }
      RunState current = state;
      if (current == null) {
        commit();
        continue;
      }
      Decision decision = interpreter.decide(definition, current);
      auditor.decided(decision.outstanding(), decision.end().isPresent());
      if (decision.end().isPresent()) {
        RunEnd end = decision.end().get();
        if (expected != null) {
          auditor.ended(end, expected);
        }
        return end;
      }
      step(decision);
    }
  }

  private boolean crashes() {
    if (!faults.chance(60)) {
      return false;
    }
    faults.fired(group.isEmpty() ? Fault.CRASH : Fault.CRASH_BEFORE_COMMIT);
    return true;
  }

  private void step(Decision decision) {
    drop(decision);
    Optional<Command> unissued =
        decision.outstanding().stream().filter(each -> !underWay.containsKey(id(each))).findFirst();
    if (unissued.isPresent()) {
      auditor.issued(unissued.get());
      underWay.put(id(unissued.get()), unissued.get());
      return;
    }
    if (faults.chance(12) && disturb()) {
      return;
    }
    answer(decision.outstanding());
  }

  /** Forgets what is under way for nothing; its timers and answers may still come. */
  private void drop(Decision decision) {
    Set<Object> wanted = new LinkedHashSet<>();
    decision.outstanding().forEach(each -> wanted.add(id(each)));
    underWay
        .entrySet()
        .removeIf(entry -> {
          if (wanted.contains(entry.getKey())) {
            return false;
          }
          if (entry.getValue() instanceof Command.StartTimer timer) {
            staleTimers.add(timer.id());
          }
          return true;
        });
  }

  private boolean disturb() {
    List<Runnable> possible = new ArrayList<>();
    if (!staleTimers.isEmpty()) {
      possible.add(() -> {
        TimerId timer = staleTimers.iterator().next();
        staleTimers.remove(timer);
        faults.fired(Fault.LATE_TIMER);
        group.add(new TimerFired(now, timer));
      });
    }
    if (!staleAnswers.isEmpty()) {
      possible.add(() -> {
        faults.fired(Fault.DUPLICATE_ANSWER);
        group.add(staleAnswers.get(random.nextInt(staleAnswers.size())));
      });
    }
    if (!lateAnswers.isEmpty()) {
      possible.add(() -> {
        faults.fired(Fault.LATE_ANSWER);
        group.add(lateAnswers.removeFirst());
      });
    }
    if (possible.isEmpty()) {
      return false;
    }
    possible.get(random.nextInt(possible.size())).run();
    return true;
  }

  /** Lets one command that is under way have its answer; deadlines come when nothing else can. */
  private void answer(List<Command> outstanding) {
    if (answersWaitInGroup()) {
      commit();
      return;
    }
    List<Command> possible = outstanding.stream().filter(each -> !limits(each)).toList();
    switch (possible.get(random.nextInt(possible.size()))) {
      case Command.Call call -> answer(call, outstanding);
      case Command.Emit emit ->
          group.add(new EventEmitted(now, emit.id(), "signal of " + emit.id()));
      case Command.RunWorkflow run ->
          group.add(
              run.reference() == null && random.nextInt(3) == 0
                  ? new CallStarted(now, run.id(), "run of " + run.id())
                  : new CallCompleted(now, run.id(), run.input()));
      case Command.Listen listen -> group.add(event(listen));
      case Command.StartTimer timer -> fire(timer);
    }
  }

  private boolean answersWaitInGroup() {
    return !group.isEmpty();
  }

  private void answer(Command.Call call, List<Command> outstanding) {
    if (call.function().equals("sure") && call.reference() == null && random.nextInt(3) == 0) {
      group.add(new CallStarted(now, call.id(), "reference of " + call.id()));
      return;
    }
    switch (Outcomes.of(call)) {
      case Outcomes.Outcome.Output output ->
          group.add(new CallCompleted(now, call.id(), output.value()));
      case Outcomes.Outcome.Failure failure -> {
        faults.fired(Fault.FAILED_CALL);
        group.add(new CallFailed(now, call.id(), failure.error()));
      }
      case Outcomes.Outcome.Hang hang -> {
        faults.fired(Fault.HUNG_CALL);
        Command.StartTimer deadline = deadline(call, outstanding);
        fire(deadline);
        hung.put(deadline.id(), new CallCompleted(now, call.id(), hang.value()));
      }
    }
  }

  /** Whether a command is a timer that limits something, which comes only when a call hangs. */
  private boolean limits(Command command) {
    return command instanceof Command.StartTimer timer
        && !(definition.task(timer.id().task()).orElse(null) instanceof Task.Wait)
        && !(definition.task(timer.id().task()).orElse(null) instanceof Task.Try);
  }

  private static Command.StartTimer deadline(Command.Call call, List<Command> outstanding) {
    return outstanding.stream()
        .filter(Command.StartTimer.class::isInstance)
        .map(Command.StartTimer.class::cast)
        .filter(timer -> timer.id().task().equals(call.task()))
        .findFirst()
        .orElseThrow();
  }

  /** One of the events that a listen waits for; all say the same. */
  private EventReceived event(Command.Listen listen) {
    Awaited awaited = listen.awaited().get(random.nextInt(listen.awaited().size()));
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", awaited.type());
    event.putObject("data").put("n", 7);
    return new EventReceived(now, "event at " + steps, event);
  }

  private void fire(Command.StartTimer timer) {
    now = now.isAfter(timer.due()) ? now : timer.due();
    group.add(new TimerFired(now, timer.id()));
  }

  private void commit() {
    List<JournalEntry> entries = List.copyOf(group);
    group.clear();
    Luck luck = Luck.GOOD;
    if (faults.chance(25)) {
      luck = random.nextBoolean() ? Luck.FAILS_BEFORE : Luck.FAILS_AFTER;
      faults.fired(
          luck == Luck.FAILS_BEFORE
              ? Fault.STORE_ERROR_BEFORE_COMMIT
              : Fault.STORE_ERROR_AFTER_COMMIT);
    }
    try {
      store.commit(entries, luck);
    } catch (StoreException e) {
      recover();
      return;
    }
    entries.forEach(this::apply);
  }

  private void apply(JournalEntry entry) {
    RunState before = state;
    state =
        before == null
            ? interpreter.begin(definition, (RunStarted) entry)
            : interpreter.apply(definition, before, entry);
    applied.add(entry);
    auditor.applied(entry, state != before);
    if (restoring || random.nextInt(10) == 0) {
      FakeStore.Snapshot snapshot =
          store.keep(applied.size(), interpreter.snapshot(state), state.hash());
      state = restoring ? restored(snapshot) : state;
    }
    if (entry instanceof CallCompleted || entry instanceof CallFailed) {
      staleAnswers.add(entry);
    }
    if (entry instanceof TimerFired fired) {
      JournalEntry late = hung.remove(fired.timer());
      if (late != null) {
        lateAnswers.add(late);
      }
    }
  }

  /** A new process: everything in memory is gone, the state is folded from the journal. */
  private void recover() {
    List<JournalEntry> journal = store.read();
    RunState before = state;
    if (before != null) {
      auditor.rebuilt(before.hash(), fold(journal.subList(0, applied.size())).hash());
    }
    underWay.values().stream()
        .filter(Command.StartTimer.class::isInstance)
        .forEach(timer -> staleTimers.remove(((Command.StartTimer) timer).id()));
    underWay.clear();
    group.removeIf(entry -> !(entry instanceof RunStarted));
    applied.clear();
    state = null;
    auditor.restarted();
    if (journal.isEmpty()) {
      if (group.isEmpty()) {
        group.add(
            new RunStarted(
                now,
                new UUID(7, 7),
                JsonNodeFactory.instance.objectNode().put("n", 1),
                JsonNodeFactory.instance.objectNode()));
      }
      return;
    }
    group.clear();
    FakeStore.Snapshot snapshot = store.snapshot();
    if (snapshot == null || random.nextBoolean()) {
      journal.forEach(this::apply);
    } else {
      state = restored(snapshot);
      int known = snapshot.entries();
      applied.addAll(journal.subList(0, known));
      journal.subList(known, journal.size()).forEach(this::apply);
    }
  }

  private RunState restored(FakeStore.Snapshot snapshot) {
    RunState restored = interpreter.restore(definition, snapshot.state());
    auditor.rebuilt(snapshot.hash(), restored.hash());
    return restored;
  }

  private RunState fold(List<JournalEntry> entries) {
    RunState folded = interpreter.begin(definition, (RunStarted) entries.getFirst());
    for (JournalEntry entry : entries.subList(1, entries.size())) {
      folded = interpreter.apply(definition, folded, entry);
    }
    return folded;
  }

  private static Object id(Command command) {
    return switch (command) {
      case Command.Call call -> call.id();
      case Command.Emit emit -> emit.id();
      case Command.Listen listen -> listen.id();
      case Command.RunWorkflow run -> run.id();
      case Command.StartTimer timer -> timer.id();
    };
  }
}
