package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.CallId;
import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.Decision;
import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.RunState;
import dev.fleetprompt.engine.interpreter.TimerId;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.signals.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One step of a run: what reached it becomes journal entries, what follows from them is decided,
 * and all of it becomes the changes of one unit of work. What it leads to outside this unit happens
 * after the commit only.
 */
final class Turn {

  /** So that a loop that only emits becomes several units, none of them large. */
  private static final int MOST_CHANGES = 400;

  private final RunContext run;
  private final Instant now;
  private final List<Change> changes = new ArrayList<>();
  private final SubRuns subRuns;
  private final Set<String> answered = new HashSet<>();
  private RunState state;
  private int seq;
  private long bytes;
  private boolean settled;
  private Optional<Actor> stoppedBy = Optional.empty();

  Turn(RunContext run, SubRuns subRuns, RunState state, int seq, Instant now) {
    this.run = run;
    this.subRuns = subRuns;
    this.state = state;
    this.seq = seq;
    this.now = now;
  }

  /** The run's first turn. */
  static Turn first(RunContext run, SubRuns subRuns, Instant now) {
    JournalEntry.RunStarted started =
        new JournalEntry.RunStarted(
            now, run.execution().id(), run.execution().input(), run.execution().context());
    Turn turn = new Turn(run, subRuns, run.begin(started), 0, now);
    turn.journal(started);
    turn.changes.add(run.facts().started(run.execution()));
    return turn;
  }

  void accept(RunInput input) {
    switch (input) {
      case RunInput.CallEnded ended -> accept(ended);
      case RunInput.Arrived arrived -> accept(arrived.message());
      case RunInput.Repeated repeated ->
          changes.add(new QueueChange.Consume(run.item(), repeated.messageId()));
    }
  }

  private void accept(RunInput.CallEnded ended) {
    if (awaited(ended.call()).isEmpty()) {
      return;
    }
    WorkflowError error = ended.error();
    if (error != null) {
      append(new JournalEntry.CallFailed(now, ended.call(), error));
    } else if (ended.output() != null) {
      append(new JournalEntry.CallCompleted(now, ended.call(), ended.output()));
    }
  }

  private void accept(Message message) {
    changes.add(new QueueChange.Consume(run.item(), message.id()));
    if (message.isTimer()) {
      TimerId timer = new TimerId(message.timerName());
      if (timers(decide()).containsKey(timer)) {
        append(new JournalEntry.TimerFired(now, timer));
      }
    } else if (message.id().equals(RunMessages.CANCEL)) {
      stoppedBy = RunControl.by(message.body());
      append(new JournalEntry.CancelRequested(now, RunMessages.reason(message.body())));
    } else {
      RunMessages.directive(message.id())
          .flatMap(this::awaitedDirective)
          .ifPresent(call -> append(DirectiveOutcomes.entry(now, call.id(), message.body())));
      RunOutcomes.of(message).ifPresent(child -> ended(child, message));
    }
  }

  private void ended(String child, Message message) {
    answered.add(child);
    SubRuns.commands(decide()).stream()
        .filter(command -> child.equals(command.reference()))
        .findFirst()
        .ifPresent(command -> append(RunOutcomes.entry(now, command.id(), message.body())));
  }

  /**
   * Decides, and answers what can be answered at once, until only what must wait is left; or until
   * this turn is large enough, in which case {@link #settled()} is false and another turn follows.
   */
  Decision settle() {
    Decision decision = decide();
    while (decision.end().isEmpty() && changes.size() < MOST_CHANGES) {
      List<JournalEntry> answers = new ArrayList<>();
      for (Command command : decision.outstanding()) {
        answer(command).ifPresent(answers::add);
      }
      if (answers.isEmpty()) {
        settled = true;
        return decision;
      }
      answers.forEach(this::append);
      decision = decide();
    }
    settled = decision.end().isPresent();
    return decision;
  }

  /** Decides, and begins nothing: for a run that is suspended. */
  Decision hold() {
    settled = true;
    return decide();
  }

  /** Who cancelled the run in this turn. */
  Optional<Actor> stoppedBy() {
    return stoppedBy;
  }

  boolean settled() {
    return settled;
  }

  /** What a command comes to at once, without waiting for anybody. */
  private Optional<JournalEntry> answer(Command command) {
    return switch (command) {
      case Command.Emit emit -> Optional.of(run.effects().emit(run, emit, now, changes));
      case Command.Call call when call.reference() == null ->
          run.effects().begin(run, state.run(), call, now, changes);
      case Command.Call call -> Optional.empty();
      case Command.StartTimer timer -> Optional.empty();
      case Command.Listen listen -> Optional.empty();
      case Command.RunWorkflow child when child.reference() == null ->
          subRuns.begin(child, now, changes);
      case Command.RunWorkflow child -> Optional.empty();
    };
  }

  /**
   * Offers a signal to whatever listens; it is taken once, and forgotten when nothing wants it.
   *
   * @return whether it was taken
   */
  boolean offer(Message message, String signal) {
    JournalEntry.EventReceived received =
        new JournalEntry.EventReceived(now, signal, message.body());
    RunState next = run.apply(state, received);
    if (next == state) {
      changes.add(new QueueChange.Consume(run.item(), message.id()));
      return false;
    }
    state = next;
    journal(received);
    changes.add(new QueueChange.Mark(run.item(), message.id()));
    return true;
  }

  /** Whether more may be added before this turn is large enough. */
  boolean hasRoom() {
    return changes.size() < MOST_CHANGES;
  }

  /** Whether the end of a run that this one waited for arrived in this turn. */
  boolean answered(String child) {
    return answered.contains(child);
  }

  private void append(JournalEntry entry) {
    state = run.apply(state, entry);
    journal(entry);
  }

  private void journal(JournalEntry entry) {
    JournalCodec.Row row = JournalCodec.encode(entry);
    bytes += row.data().length();
    changes.add(new AppendEntry(run.execution().id(), seq++, row));
  }

  void add(Change change) {
    changes.add(change);
  }

  private Decision decide() {
    return run.decide(state);
  }

  private Optional<Command.Call> awaited(CallId id) {
    return calls(decide()).stream().filter(call -> call.id().equals(id)).findFirst();
  }

  private Optional<Command.Call> awaitedDirective(String reference) {
    return calls(decide()).stream().filter(call -> reference.equals(call.reference())).findFirst();
  }

  static List<Command.Call> calls(Decision decision) {
    return decision.outstanding().stream()
        .filter(Command.Call.class::isInstance)
        .map(Command.Call.class::cast)
        .toList();
  }

  static Map<TimerId, Instant> timers(Decision decision) {
    Map<TimerId, Instant> timers = new HashMap<>();
    for (Command command : decision.outstanding()) {
      if (command instanceof Command.StartTimer timer) {
        timers.put(timer.id(), timer.due());
      }
    }
    return timers;
  }

  Instant now() {
    return now;
  }

  List<Change> changes() {
    return changes;
  }

  RunState state() {
    return state;
  }

  int seq() {
    return seq;
  }

  /** What this turn adds to the journal, in characters. */
  long bytes() {
    return bytes;
  }
}
