package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.CallId;
import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.Decision;
import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.engine.interpreter.RunState;
import dev.fleetprompt.engine.interpreter.TimerId;
import dev.fleetprompt.platform.commit.LeaseLostException;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.waits.LookBack;
import dev.fleetprompt.platform.waits.SignalMessages;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that this node has in hand. Everything that happens to it happens in its {@link Mailbox},
 * one thing at a time; each turn is one unit of work, and the next turn begins when it is durable.
 */
final class LiveRun {

  private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);

  /** What a live run needs others for. */
  interface Surroundings {

    /** Calls a function on another thread and posts its end. */
    void call(LiveRun run, Command.Call call);

    /** Reads the inbox on another thread and posts what is there. */
    void readInbox(LiveRun run, Consumer<List<Message>> found);

    /** Looks back for waits on another thread, after their commit, and posts what came. */
    void lookBack(LiveRun run, LookBack.Request request);

    /** Finds a workflow on another thread and posts what it found. */
    void resolve(LiveRun run, Command.RunWorkflow command);

    /** An id for a new run. */
    UUID newRun();

    /** The run left this node's hands. */
    void gone(LiveRun run);
  }

  private final RunContext context;
  private final NodeWork node;
  private final Surroundings surroundings;
  private final Mailbox mailbox;
  private final Clock clock;
  private final Suspension suspension;
  private final Deque<RunInput> inputs = new ArrayDeque<>();
  private final Set<CallId> underWay = new HashSet<>();
  private final Set<String> taken = new HashSet<>();
  private final Listening listening;
  private final SubRuns subRuns;
  private Set<TimerId> timers = Set.of();
  private ExecutionStatus status;
  private final RunFold fold;
  private @Nullable LoadedRun loaded;
  private boolean adopted;
  private boolean committing;

  /**
   * Whether the inbox holds news that kept this run from parking and has yet to be read: the row
   * does not say so any more, so it must not park before.
   */
  private boolean newsAhead;

  private boolean over;

  LiveRun(
      RunContext context,
      NodeWork node,
      Surroundings surroundings,
      Mailbox mailbox,
      Clock clock,
      LoadedRun loaded) {
    this.context = context;
    this.node = node;
    this.surroundings = surroundings;
    this.mailbox = mailbox;
    this.clock = clock;
    this.suspension = new Suspension(context);
    this.status = context.execution().status();
    this.fold = new RunFold(context);
    this.loaded = loaded;
    this.listening =
        new Listening(
            context.item(),
            context.execution().createdAt(),
            !context.definition().listens().isEmpty());
    this.subRuns = new SubRuns(context.execution(), surroundings::newRun);
  }

  RunContext context() {
    return context;
  }

  NodeWork node() {
    return node;
  }

  /** Lets the run go on with what was found in its inbox. */
  void found(List<Message> inbox) {
    found(inbox, false);
  }

  /** Lets the run go on with the news that kept it from parking. */
  private void foundAhead(List<Message> inbox) {
    found(inbox, true);
  }

  private void found(List<Message> inbox, boolean ahead) {
    mailbox.post(() -> {
      newsAhead &= !ahead;
      for (Message message : inbox) {
        if (SignalMessages.signal(message).isPresent()) {
          listening.came(message);
        } else {
          inputs.add(
              taken.add(message.id())
                  ? new RunInput.Arrived(message)
                  : new RunInput.Repeated(message.id()));
        }
      }
      step();
    });
  }

  /** Lets the run go on with the end of a call. */
  void ended(RunInput.CallEnded call) {
    mailbox.post(() -> {
      underWay.remove(call.call());
      inputs.add(call);
      step();
    });
  }

  /** Lets the run go on with what a look-back found. */
  void looked(LookBack.Request request, LookBack.Page page) {
    mailbox.post(() -> {
      listening.looked(request, page);
      step();
    });
  }

  /** Lets the run go on with a workflow that was found, or not. */
  void resolved(CallId call, SubRuns.Resolution resolution) {
    mailbox.post(() -> {
      subRuns.resolved(call, resolution);
      step();
    });
  }

  private void step() {
    if (over || committing) {
      return;
    }
    try {
      takeTurn();
    } catch (DivergedRunException e) {
      LOG.error("Run {} diverged", context.execution().id(), e);
      end(new RunEnd.Faulted(RunEnding.broken(String.valueOf(e.getMessage()))));
    } catch (RuntimeException e) {
      LOG.error("Run {} cannot go on", context.execution().id(), e);
      end(new RunEnd.Faulted(RunEnding.broken("The interpreter failed: " + e.getMessage())));
    }
  }

  private void takeTurn() {
    fold();
    Instant now = now();
    RunState known = fold.state();
    Turn turn =
        known == null
            ? Turn.first(context, subRuns, now)
            : new Turn(context, subRuns, known, fold.entries(), now);
    if (known != null && status == ExecutionStatus.QUEUED) {
      turn.add(context.facts().started(context.execution()));
    }
    suspension.take(inputs, turn);
    Decision decision = suspension.holds() ? turn.hold() : listening.offer(turn, turn.settle());
    RunEnd end = decision.end().or(() -> fold.overfull(turn.bytes())).orElse(null);
    QueueChange.Park park = null;
    if (end != null) {
      RunEnding.consequences(context.execution(), context.facts(), end, turn.stoppedBy())
          .forEach(turn::add);
      listening.end(turn);
      subRuns.keep(turn, decision);
      if (end instanceof RunEnd.Continued continued) {
        turn.add(Continuation.of(context.execution(), continued, surroundings.newRun(), now));
      }
    } else if (turn.settled()) {
      if (!suspension.holds()) {
        setTimers(turn, decision);
        listening.keep(turn, decision);
        subRuns.keep(turn, decision);
      }
      park = waitsOnly(decision) ? new QueueChange.Park(context.item()) : null;
    }
    ExecutionStatus next = next(end, park);
    if (park != null) {
      turn.add(park);
    }
    if (turn.changes().isEmpty()) {
      begin(decision);
      return;
    }
    if (end == null) {
      fold.due(turn.state(), turn.seq(), turn.bytes(), park != null).ifPresent(turn::add);
    }
    if (next != status) {
      turn.add(RunEnding.move(context.execution().id(), status, next, end, now));
    }
    commit(turn, decision, next, park);
  }

  /** Brings the run to where its journal ends; once. */
  private void fold() {
    LoadedRun found = loaded;
    if (found != null) {
      loaded = null;
      fold.bring(found);
    }
    RunState known = fold.state();
    if (known != null && !adopted) {
      Decision decision = context.decide(known);
      subRuns.adopt(decision);
      if (status == ExecutionStatus.WAITING) {
        listening.adopt(decision);
      }
    }
    adopted = true;
  }

  private ExecutionStatus next(@Nullable RunEnd end, QueueChange.@Nullable Park park) {
    if (end != null) {
      return RunEnding.status(end);
    }
    if (suspension.holds()) {
      return ExecutionStatus.SUSPENDED;
    }
    return park != null ? ExecutionStatus.WAITING : ExecutionStatus.RUNNING;
  }

  private boolean waitsOnly(Decision decision) {
    return underWay.isEmpty()
        && !newsAhead
        && (suspension.holds()
            || (!listening.busy()
                && !SubRuns.beginning(decision)
                && Turn.calls(decision).stream().allMatch(call -> call.reference() != null)));
  }

  private void setTimers(Turn turn, Decision decision) {
    Map<TimerId, Instant> wanted = Turn.timers(decision);
    for (TimerId timer : timers) {
      if (!wanted.containsKey(timer)) {
        turn.add(new QueueChange.CancelTimer(context.item(), timer.value()));
      }
    }
    wanted.forEach((timer, due) -> {
      if (!timers.contains(timer)) {
        turn.add(new QueueChange.SetTimer(context.item(), timer.value(), due));
      }
    });
    timers = Set.copyOf(wanted.keySet());
  }

  private void commit(
      Turn turn, Decision decision, ExecutionStatus next, QueueChange.@Nullable Park park) {
    UnitOfWork unit = new UnitOfWork(context.execution().tenant()).addAll(turn.changes());
    submit(
        unit,
        failure -> {
          if (failure != null) {
            notWritten(failure);
            return;
          }
          fold.reached(turn.state(), turn.seq(), turn.bytes());
          status = next;
          if (next.ended() || (park != null && park.parked())) {
            leave();
          } else if (park != null) {
            newsAhead = true;
            surroundings.readInbox(this, this::foundAhead);
          } else {
            goOn(turn, decision);
          }
        });
  }

  private void goOn(Turn turn, Decision decision) {
    if (turn.settled()) {
      begin(decision);
    }
    if (!turn.settled() || !inputs.isEmpty() || listening.ready()) {
      step();
    }
  }

  /** Begins outside of this run's units what the run waits for and nobody has begun yet. */
  private void begin(Decision decision) {
    if (suspension.holds()) {
      return;
    }
    startCalls(decision);
    subRuns.toResolve(decision).forEach(command -> surroundings.resolve(this, command));
    listening.toLookBackFor().ifPresent(request -> surroundings.lookBack(this, request));
  }

  private void startCalls(Decision decision) {
    for (Command.Call call : Turn.calls(decision)) {
      if (call.reference() == null && underWay.add(call.id())) {
        surroundings.call(this, call);
      }
    }
  }

  private void notWritten(Throwable failure) {
    if (failure instanceof LeaseLostException) {
      leave();
    } else {
      LOG.error("Run {} could not be written", context.execution().id(), failure);
      end(
          new RunEnd.Faulted(
              RunEnding.broken("The run could not be stored: " + failure.getMessage())));
    }
  }

  /** Ends the run outside of its journal, for reasons that are not the workflow's. */
  private void end(RunEnd end) {
    if (over) {
      return;
    }
    submit(
        RunEnding.outsideOfJournal(context.execution(), context.facts(), end, now()),
        failure -> {
          if (failure != null && !(failure instanceof LeaseLostException)) {
            LOG.error("Run {} stays as it is until this node restarts", context.execution().id());
          }
          leave();
        });
  }

  private void submit(UnitOfWork unit, Consumer<@Nullable Throwable> afterwards) {
    committing = true;
    node.submit(context.execution().id(), unit)
        .whenComplete((done, failure) ->
            mailbox.post(() -> {
              committing = false;
              afterwards.accept(failure);
            }));
  }

  private void leave() {
    over = true;
    surroundings.gone(this);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
