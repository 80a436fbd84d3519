package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallFailed;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallStarted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CancelRequested;
import dev.fleetprompt.engine.interpreter.JournalEntry.EventEmitted;
import dev.fleetprompt.engine.interpreter.JournalEntry.EventReceived;
import dev.fleetprompt.engine.interpreter.JournalEntry.RunStarted;
import dev.fleetprompt.engine.interpreter.JournalEntry.TimerFired;
import dev.fleetprompt.engine.workflow.Definition;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs workflows as a pure function of their journal: {@link #begin} and {@link #apply} fold
 * entries into a state, {@link #decide} reads off what the run waits for. The same entries give the
 * same states and the same command ids on every machine and after every crash. Safe for use by many
 * threads.
 *
 * <p>The rule for whoever stores and carries out: an entry is applied only after it is durable.
 */
public final class Interpreter {

  /** The version of what {@link #snapshot} writes and {@link #restore} reads. */
  public static final int SNAPSHOT_VERSION = 1;

  private static final JsonNode NOTHING = JsonNodeFactory.instance.nullNode();

  private final Limits limits;

  public Interpreter(Limits limits) {
    this.limits = limits;
  }

  /** The state of a run that has just started. */
  public RunState begin(Definition definition, RunStarted started) {
    RunFacts facts = new RunFacts(started.run(), started.at(), started.input(), started.context());
    RunState blank = new RunState(facts, started.at(), NOTHING, Numbered.none(), 0, null, 0, 0);
    Turn turn = new Turn(definition, limits, blank, started.at());
    return turn.take(RunStep.begin(started.input(), turn.machine()), started.input());
  }

  /**
   * The state after an entry. An entry that no longer applies, such as a late timer, a second
   * answer to a call, an event that no listen wants or anything after the end, leaves the very same
   * state.
   */
  public RunState apply(Definition definition, RunState state, JournalEntry entry) {
    if (state.end().isPresent()) {
      return state;
    }
    return switch (entry) {
      case RunStarted e -> state;
      case CancelRequested e ->
          state.ended(later(state, e.at()), state.exported(), new RunEnd.Cancelled(e.reason()));
      case CallStarted e -> started(state, e);
      case TimerFired e -> fired(definition, state, e);
      case EventReceived e -> turn(definition, state, e.at()).offer(e.event());
      case CallCompleted e -> {
        Waiting waiting = answered(state, e.call());
        Move move = waiting == null ? null : completed(waiting, e.output());
        yield waiting == null || move == null
            ? state
            : turn(definition, state, e.at()).resume(waiting, move, e.output());
      }
      case CallFailed e -> failed(definition, state, e);
      case EventEmitted e ->
          answered(state, e.call()) instanceof Waiting.ForEmission emission
              ? turn(definition, state, e.at())
                  .resume(emission, EmitStep.emitted(emission, e.signalId()), NOTHING)
              : state;
    };
  }

  private Turn turn(Definition definition, RunState state, Instant at) {
    return new Turn(definition, limits, state, later(state, at));
  }

  private static @Nullable Waiting answered(RunState state, CallId call) {
    Waiting waiting = state.strands().get(call.ordinal());
    return waiting != null && waiting.answeredBy(call) ? waiting : null;
  }

  private static @Nullable Move completed(Waiting waiting, JsonNode output) {
    return switch (waiting) {
      case Waiting.ForCall w -> new Move.Return(w.frame(), output);
      case Waiting.ForRun w ->
          new Move.Return(w.frame(), w.command().await() ? output : w.frame().input());
      case Waiting.ForEmission w -> null;
      case Waiting.ForEvents w -> null;
      case Waiting.ForTime w -> null;
      case Waiting.ForRetry w -> null;
      case Waiting.ForBranches w -> null;
    };
  }

  private RunState failed(Definition definition, RunState state, CallFailed entry) {
    Waiting waiting = answered(state, entry.call());
    if (waiting == null) {
      return state;
    }
    Turn turn = turn(definition, state, entry.at());
    turn.machine().drop(waiting.frame());
    return turn.take(
        new Move.Raise(waiting.frame().outer(), entry.error().at(entry.call().task())), NOTHING);
  }

  private RunState fired(Definition definition, RunState state, TimerFired entry) {
    Waiting waiting = state.strands().get(entry.timer().ordinal());
    if (waiting != null
        && waiting.command() instanceof Command.StartTimer timer
        && timer.id().equals(entry.timer())) {
      Turn turn = turn(definition, state, latest(entry.at(), timer.due()));
      return turn.resume(waiting, TimerStep.reached(waiting, turn.machine()), NOTHING);
    }
    for (Waiting each : state.strands().values()) {
      Frame limited = limitedBy(each.frame(), entry.timer());
      if (limited != null) {
        Instant due = limited.limit().map(Deadline::due).orElse(entry.at());
        Turn turn = turn(definition, state, latest(entry.at(), due));
        turn.machine().drop(limited);
        return turn.take(TimerStep.timedOut(limited), NOTHING);
      }
    }
    return state;
  }

  private static @Nullable Frame limitedBy(Frame inner, TimerId timer) {
    for (Frame frame = inner; frame != null; frame = frame.outer()) {
      if (frame.limit().filter(deadline -> deadline.timer().equals(timer)).isPresent()) {
        return frame;
      }
    }
    return null;
  }

  private static RunState started(RunState state, CallStarted entry) {
    Waiting waiting = answered(state, entry.call());
    Instant at = later(state, entry.at());
    if (waiting instanceof Waiting.ForCall call && call.command().reference() == null) {
      return state.with(call.referredTo(entry.reference()), at);
    }
    if (waiting instanceof Waiting.ForRun run && run.command().reference() == null) {
      return state.with(run.referredTo(entry.reference()), at);
    }
    return state;
  }

  /**
   * What a run waits for now, or how it ended: first what its tasks ask for, in the order in which
   * they asked, then what limits them in time.
   */
  public Decision decide(Definition definition, RunState state) {
    Optional<RunEnd> end = state.end();
    if (end.isPresent()) {
      return Decision.ended(end.get());
    }
    List<Command> outstanding = new ArrayList<>();
    for (Waiting waiting : state.strands().values()) {
      Command command = waiting.command();
      if (command != null) {
        outstanding.add(command);
      }
    }
    Set<Frame> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Waiting waiting : state.strands().values()) {
      for (Frame frame = waiting.frame(); frame != null && seen.add(frame); frame = frame.outer()) {
        frame
            .limit()
            .ifPresent(deadline ->
                outstanding.add(new Command.StartTimer(deadline.timer(), deadline.due())));
      }
    }
    return Decision.waiting(outstanding);
  }

  /**
   * The state as JSON, from which {@link #restore} brings it back. Its size is about that of the
   * run's data, at most {@link Limits#stateBytes} and the overhead of escaping.
   */
  public JsonNode snapshot(RunState state) {
    Values.Table values = new Values.Table();
    ObjectNode node = StateWriter.write(state, values);
    node.put("version", SNAPSHOT_VERSION);
    node.put("growth", state.growth());
    node.set("values", values.texts());
    return node;
  }

  /**
   * The state that {@link #snapshot} wrote: it has the same hash, and the same entries lead to the
   * same states.
   *
   * @throws IllegalArgumentException when the snapshot is of another version or does not fit the
   *     definition; fold the journal instead
   */
  public RunState restore(Definition definition, JsonNode snapshot) {
    int version = snapshot.path("version").intValue(0);
    if (version != SNAPSHOT_VERSION) {
      throw new IllegalArgumentException(
          "the snapshot is of version " + version + ", not " + SNAPSHOT_VERSION);
    }
    try {
      return StateReader.read(definition, snapshot);
    } catch (JacksonException
        | DateTimeException
        | ClassCastException
        | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the snapshot cannot be read: " + e.getMessage(), e);
    }
  }

  private static Instant later(RunState state, Instant at) {
    return latest(state.clock(), at);
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
