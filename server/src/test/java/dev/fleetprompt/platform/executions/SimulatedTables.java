package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.CallId;
import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.commit.UnitContents;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.queue.SimulatedQueue;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.waits.WaitChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The database of a {@link SimulatedWorld}: every write is one atomic step, as a commit is. */
final class SimulatedTables {

  /** A directive that a run requested. */
  record Effect(UUID run, CallId call, UUID id, String type, JsonNode arguments)
      implements Change {}

  static final long LEASE_MILLIS = 6_000;

  final SimulatedQueue queue = new SimulatedQueue();
  final SimulatedNews news = new SimulatedNews();
  final Map<UUID, Execution> runs = new LinkedHashMap<>();
  final Map<UUID, List<JournalCodec.Row>> journals = new LinkedHashMap<>();
  final Map<UUID, Snapshot> snapshots = new LinkedHashMap<>();
  final List<Effect> effects = new ArrayList<>();
  final List<Signal> signals = new ArrayList<>();
  private final Map<UUID, Instant> heartbeats = new LinkedHashMap<>();
  private final SimulatedAuditor auditor;
  boolean away;

  SimulatedTables(SimulatedAuditor auditor) {
    this.auditor = auditor;
  }

  void join(UUID node, Instant now) {
    heartbeats.put(node, now);
  }

  boolean isAlive(UUID node) {
    return heartbeats.containsKey(node);
  }

  /** Keeps a node's lease; false when it was taken for dead. */
  boolean heartbeat(UUID node, Instant now) {
    return heartbeats.computeIfPresent(node, (id, before) -> now) != null;
  }

  boolean isSilent(UUID node, Instant now) {
    Instant last = heartbeats.get(node);
    return last != null && last.plusMillis(LEASE_MILLIS).isBefore(now);
  }

  /** Takes silent nodes for dead and makes their work claimable. */
  List<UUID> reclaim(Instant now) {
    List<UUID> silent = heartbeats.keySet().stream().filter(node -> isSilent(node, now)).toList();
    for (UUID node : silent) {
      heartbeats.remove(node);
      queue.release(node);
    }
    return silent;
  }

  /** A group of a node's lane; empty when the fence refused it. */
  Optional<SimulatedQueue.Outcome> commit(UUID node, List<UnitOfWork> units, Instant now) {
    if (!isAlive(node)) {
      return Optional.empty();
    }
    return Optional.of(write(node, units, now));
  }

  /** What is written by whoever needs no lease. */
  SimulatedQueue.Outcome write(@Nullable UUID node, List<UnitOfWork> units, Instant now) {
    Map<UnitOfWork, List<QueueChange>> queued = new LinkedHashMap<>();
    for (UnitOfWork unit : units) {
      List<QueueChange> jobs = queued.computeIfAbsent(unit, any -> new ArrayList<>());
      for (Change change : UnitContents.of(unit)) {
        apply(node, unit, change, jobs);
      }
    }
    return queue.write(queued, now);
  }

  private void apply(@Nullable UUID node, UnitOfWork unit, Change change, List<QueueChange> jobs) {
    switch (change) {
      case StartRun start -> {
        runs.put(start.id(), queued(unit, start));
        journals.put(start.id(), new ArrayList<>());
        jobs.add(new QueueChange.Wake(Runs.item(unit.tenant(), start.id())));
      }
      case MoveRun move -> {
        Execution run = run(move.id());
        auditor.moves(run, move, owner(run), node);
        runs.put(move.id(), moved(run, move));
      }
      case AppendEntry entry -> {
        Execution run = run(entry.run());
        List<JournalCodec.Row> journal =
            journals.computeIfAbsent(run.id(), id -> new ArrayList<>());
        auditor.appends(run, entry, journal.size(), owner(run), node);
        journal.add(entry.row());
      }
      case StoreSnapshot store -> snapshots.put(store.run(), store.snapshot());
      case AppendSignal signal -> {
        auditor.states(signal.signal());
        signals.add(signal.signal());
      }
      case Effect effect -> {
        auditor.requests(effect);
        effects.add(effect);
      }
      case QueueChange job -> jobs.add(job);
      case WaitChange wait -> news.apply(wait);
      default -> throw new IllegalStateException("what does " + change.getClass() + " do?");
    }
  }

  private Optional<UUID> owner(Execution run) {
    return queue.owner(Runs.item(run.tenant(), run.id()));
  }

  Execution run(UUID id) {
    Execution run = runs.get(id);
    if (run == null) {
      throw new IllegalStateException("there is no run " + id);
    }
    return run;
  }

  private static Execution queued(UnitOfWork unit, StartRun start) {
    return new Execution(
        unit.tenant(),
        start.id(),
        start.definition(),
        start.workflow(),
        start.version(),
        start.installation(),
        ExecutionStatus.QUEUED,
        start.origin(),
        start.requester(),
        start.correlation(),
        start.causation(),
        start.input(),
        start.context(),
        Optional.empty(),
        Optional.empty(),
        start.at(),
        Optional.empty(),
        Optional.empty(),
        start.parent());
  }

  private static Execution moved(Execution run, MoveRun move) {
    return new Execution(
        run.tenant(),
        run.id(),
        run.definition(),
        run.workflow(),
        run.version(),
        run.installation(),
        move.status(),
        run.origin(),
        run.requester(),
        run.correlation(),
        run.causation(),
        run.input(),
        run.context(),
        Optional.ofNullable(move.output()).map(CanonicalJson::read),
        Optional.ofNullable(move.error()).map(CanonicalJson::read).map(WorkflowError::fromJson),
        run.createdAt(),
        move.begins() ? Optional.of(move.at()) : run.startedAt(),
        move.status().ended() ? Optional.of(move.at()) : Optional.empty(),
        run.parent());
  }
}
