package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.CallId;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.signals.Signal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Watches what is written to {@link SimulatedTables} and what reaches the outside, knowing nothing
 * of how it came about.
 */
final class SimulatedAuditor {

  /** An invariant was broken. */
  static final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1;

    Violation(String what) {
      super(what);
    }
  }

  /** What a run came to. */
  record Result(ExecutionStatus status, String text) {

    static Result of(Execution run) {
      return new Result(
          run.status(),
          run.output().map(JsonNode::toString).orElse("")
              + run.error().map(error -> error.toJson().toString()).orElse(""));
    }
  }

  private record Request(UUID run, CallId call) {}

  private final Set<Request> requested = new HashSet<>();
  private final Map<UUID, Integer> performed = new HashMap<>();
  private final Set<String> stated = new HashSet<>();
  private final Set<UUID> cancelled = new HashSet<>();

  void moves(Execution run, MoveRun move, Optional<UUID> owner, @Nullable UUID by) {
    if (run.status().ended()) {
      throw new Violation("%s moved on from its end to %s".formatted(run.id(), move.status()));
    }
    owned(run, owner, by);
  }

  void appends(
      Execution run, AppendEntry entry, int size, Optional<UUID> owner, @Nullable UUID by) {
    if (entry.seq() != size) {
      throw new Violation(
          "entry %d of %s came after %d others".formatted(entry.seq(), run.id(), size));
    }
    owned(run, owner, by);
  }

  private static void owned(Execution run, Optional<UUID> owner, @Nullable UUID by) {
    if (by == null || !owner.equals(Optional.of(by))) {
      throw new Violation("%s wrote run %s of %s".formatted(by, run.id(), owner));
    }
  }

  void states(Signal signal) {
    if (!stated.add(signal.source() + " " + signal.eventId())) {
      throw new Violation("the fact %s was stated twice".formatted(signal.eventId()));
    }
  }

  void requests(SimulatedTables.Effect effect) {
    if (!requested.add(new Request(effect.run(), effect.call()))) {
      throw new Violation(
          "%s of %s asked for its effect twice".formatted(effect.call(), effect.run()));
    }
  }

  /**
   * An owner let an item go: a message that lies there now would wake nobody, and only a suspended
   * run has some that wait for its going on.
   */
  void letGo(Item item, SimulatedTables tables) {
    boolean suspended = tables.run(item.id()).status() == ExecutionStatus.SUSPENDED;
    if (!suspended && !tables.queue.isQueued(item) && !tables.queue.messages(item).isEmpty()) {
      throw new Violation("%s sleeps on %s".formatted(item.id(), tables.queue.messages(item)));
    }
  }

  void performs(SimulatedTables.Effect effect) {
    if (performed.merge(effect.id(), 1, Integer::sum) > 1) {
      throw new Violation("an effect of %s reached the outside twice".formatted(effect.run()));
    }
  }

  void cancels(UUID run) {
    cancelled.add(run);
  }

  void ended(SimulatedTables tables, Map<UUID, Result> expected) {
    for (Execution run : tables.runs.values()) {
      if (!run.status().ended()) {
        throw new Violation("%s is left %s".formatted(run.id(), run.status()));
      }
      Result result = Result.of(run);
      boolean mayBeCancelled =
          cancelled.contains(run.id()) && run.status() == ExecutionStatus.CANCELLED;
      if (!mayBeCancelled && !result.equals(expected.get(run.id()))) {
        throw new Violation(
            "%s came to %s, without faults to %s; its journal: %s"
                .formatted(
                    run.id(), result, expected.get(run.id()), tables.journals.get(run.id())));
      }
      for (String fact : new String[] {"started", run.status().text()}) {
        if (stated.stream().noneMatch(id -> id.endsWith(run.id() + ":" + fact))) {
          throw new Violation("nobody stated that %s %s".formatted(run.id(), fact));
        }
      }
    }
    if (!tables.news.waiting().isEmpty()) {
      throw new Violation("ended runs still wait: " + tables.news.waiting());
    }
    if (!tables.queue.leftovers().isEmpty()) {
      throw new Violation("something is left of " + tables.queue.leftovers());
    }
  }
}
