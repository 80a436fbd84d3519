package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallFailed;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallStarted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CancelRequested;
import dev.fleetprompt.engine.interpreter.JournalEntry.EventEmitted;
import dev.fleetprompt.engine.interpreter.JournalEntry.RunStarted;
import dev.fleetprompt.engine.interpreter.JournalEntry.TimerFired;
import dev.fleetprompt.engine.workflow.Definition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Runs workflows as a pure function of their journal: {@link #begin} and {@link #apply} fold
 * entries into a state, {@link #decide} reads off what the run waits for. The same entries give the
 * same states and the same command ids on every machine and after every crash. Safe for use by many
 * threads.
 *
 * <p>The rule for whoever stores and carries out: an entry is applied only after it is durable.
 */
public final class Interpreter {

  /** The data is measured again when it may have grown by this part of what is allowed. */
  private static final int GROWTH_PART = 4;

  private static final JsonNode NOTHING = JsonNodeFactory.instance.nullNode();

  private final Limits limits;

  public Interpreter(Limits limits) {
    this.limits = limits;
  }

  /** The state of a run that has just started. */
  public RunState begin(Definition definition, RunStarted started) {
    RunFacts facts = new RunFacts(started.run(), started.at(), started.input(), started.context());
    RunState blank = new RunState(facts, started.at(), NOTHING, List.of(), null, 0, 0);
    Turn turn = new Turn(definition, blank, started.at(), 0);
    return turn.take(RunStep.begin(started.input(), turn.machine), 0, started.input());
  }

  /**
   * The state after an entry. An entry that no longer applies, such as a late timer, a second
   * answer to a call or anything after the end, leaves the very same state.
   */
  public RunState apply(Definition definition, RunState state, JournalEntry entry) {
    if (state.end().isPresent()) {
      return state;
    }
    return switch (entry) {
      case RunStarted e -> state;
      case CancelRequested e ->
          ended(state, later(state, e.at()), state.exported(), new RunEnd.Cancelled(e.reason()));
      case CallStarted e -> started(state, e);
      case TimerFired e -> fired(definition, state, e);
      case CallCompleted e ->
          resume(
              definition,
              state,
              e.at(),
              e.output(),
              waiting ->
                  waiting instanceof Waiting.ForCall call && call.command().id().equals(e.call())
                      ? new Move.Return(call.frame(), e.output())
                      : null);
      case CallFailed e ->
          resume(
              definition,
              state,
              e.at(),
              NOTHING,
              waiting ->
                  waiting instanceof Waiting.ForCall call && call.command().id().equals(e.call())
                      ? new Move.Raise(call.frame().outer(), e.error().at(call.command().task()))
                      : null);
      case EventEmitted e ->
          resume(
              definition,
              state,
              e.at(),
              NOTHING,
              waiting ->
                  waiting instanceof Waiting.ForEmission emission
                          && emission.command().id().equals(e.call())
                      ? EmitStep.emitted(emission, e.signalId())
                      : null);
    };
  }

  /** What a run waits for now, or how it ended. */
  public Decision decide(Definition definition, RunState state) {
    Optional<RunEnd> end = state.end();
    if (end.isPresent()) {
      return Decision.ended(end.get());
    }
    List<Command> outstanding = new ArrayList<>();
    for (Strand strand : state.strands()) {
      outstanding.add(strand.waiting().command());
      for (Frame frame = strand.waiting().frame(); frame != null; frame = frame.outer()) {
        frame
            .limit()
            .ifPresent(deadline ->
                outstanding.add(new Command.StartTimer(deadline.timer(), deadline.due())));
      }
    }
    return Decision.waiting(outstanding);
  }

  /** What an entry means for a strand; null when it is not for this strand. */
  private interface Answer {
    @Nullable Move move(Waiting waiting);
  }

  private RunState resume(
      Definition definition, RunState state, Instant at, JsonNode arrived, Answer answer) {
    for (int i = 0; i < state.strands().size(); i++) {
      Move move = answer.move(state.strands().get(i).waiting());
      if (move != null) {
        return new Turn(definition, state, later(state, at), i).take(move, i, arrived);
      }
    }
    return state;
  }

  private RunState fired(Definition definition, RunState state, TimerFired entry) {
    for (int i = 0; i < state.strands().size(); i++) {
      Strand strand = state.strands().get(i);
      if (strand.waiting().command() instanceof Command.StartTimer timer
          && timer.id().equals(entry.timer())) {
        Turn turn = new Turn(definition, state, later(state, latest(entry.at(), timer.due())), i);
        return turn.take(TimerStep.reached(strand.waiting(), turn.machine), i, NOTHING);
      }
      Frame limited = strand.limitedBy(entry.timer());
      if (limited != null) {
        Instant due = limited.limit().map(Deadline::due).orElse(entry.at());
        return new Turn(definition, state, later(state, latest(entry.at(), due)), i)
            .take(TimerStep.timedOut(limited), i, NOTHING);
      }
    }
    return state;
  }

  private static RunState started(RunState state, CallStarted entry) {
    List<Strand> strands = new ArrayList<>(state.strands());
    for (int i = 0; i < strands.size(); i++) {
      Strand strand = strands.get(i);
      if (strand.waiting() instanceof Waiting.ForCall waiting
          && waiting.command().id().equals(entry.call())
          && waiting.command().reference() == null) {
        strands.set(i, new Strand(waiting.referredTo(entry.reference()), strand.ordinal()));
        return new RunState(
            state.facts(),
            later(state, entry.at()),
            state.exported(),
            strands,
            null,
            state.entries() + 1,
            state.growth());
      }
    }
    return state;
  }

  private static RunState ended(RunState state, Instant clock, JsonNode exported, RunEnd end) {
    return new RunState(state.facts(), clock, exported, List.of(), end, state.entries() + 1, 0);
  }

  private static Instant later(RunState state, Instant at) {
    return latest(state.clock(), at);
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** The work of one entry on one strand. */
  private final class Turn {

    private final RunState state;
    private final Instant clock;
    private final Evaluator evaluator;
    private final Machine machine;

    private Turn(Definition definition, RunState state, Instant clock, int strand) {
      this.state = state;
      this.clock = clock;
      this.evaluator =
          new Evaluator(definition, state.facts(), state.exported(), limits.expressionSteps());
      long ordinal = strand < state.strands().size() ? state.strands().get(strand).ordinal() : 0;
      this.machine = new Machine(definition, limits, evaluator, state.run(), clock, ordinal);
    }

    private RunState take(Move move, int strand, JsonNode arrived) {
      return switch (machine.run(move)) {
        case Machine.Stop.Ended(RunEnd end) -> ended(state, clock, evaluator.context(), end);
        case Machine.Stop.Parked(Strand parked) -> {
          List<Strand> strands = new ArrayList<>(state.strands());
          if (strand < strands.size()) {
            strands.set(strand, parked);
          } else {
            strands.add(parked);
          }
          yield sized(
              new RunState(
                  state.facts(),
                  clock,
                  evaluator.context(),
                  strands,
                  null,
                  state.entries() + 1,
                  state.growth() + evaluator.bytes() + StateSize.of(arrived, limits.stateBytes())));
        }
      };
    }

    private RunState sized(RunState next) {
      if (next.growth() <= limits.stateBytes() / GROWTH_PART) {
        return next;
      }
      if (StateSize.of(next, limits.stateBytes()) <= limits.stateBytes()) {
        return next.measured();
      }
      return ended(
          state,
          clock,
          state.exported(),
          new RunEnd.Faulted(
              StandardErrors.limit(
                  "The run carries more than "
                      + limits.stateBytes()
                      + " bytes of data along. Select the fields you need with output.as, and keep"
                      + " long lists in records.",
                  Machine.place(next.strands().getFirst().waiting().frame()))));
    }
  }
}
