package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.LeaseLostException;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.Claimed;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.queue.QueueUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * One process: the real {@link RunHandler} with everything that it handed to threads and lanes, to
 * be done when the world says so.
 */
final class SimulatedProcess implements NodeWork, RunWorkers {

  static final int CAPACITY = 4;
  private static final int LANES = 2;

  /** A unit that a lane has yet to write. */
  record Pending(UnitOfWork unit, CompletableFuture<Void> done) {}

  /** Something a thread has yet to do. */
  record Task(Runnable work, long notBefore) {}

  private final UUID id;
  private final SimulatedWorld world;
  private final RunHandler handler;
  final List<Task> tasks = new ArrayList<>();
  final List<Deque<Pending>> lanes = new ArrayList<>();
  final Set<Item> held = new HashSet<>();
  private Duration clockError = Duration.ZERO;
  private boolean ended;
  Instant frozenUntil = Instant.MIN;
  Instant looked = Instant.MIN;

  SimulatedProcess(UUID id, SimulatedWorld world, Function<SimulatedProcess, RunHandler> handler) {
    this.id = id;
    this.world = world;
    for (int lane = 0; lane < LANES; lane++) {
      lanes.add(new ArrayDeque<>());
    }
    this.handler = handler.apply(this);
  }

  RunHandler handler() {
    return handler;
  }

  void jumpClock(Duration by) {
    clockError = clockError.plus(by);
  }

  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return world.now().plus(clockError);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  void claim(List<Claimed> items) {
    items.forEach(claimed -> held.add(claimed.item()));
    handler.claimed(items, this);
  }

  /** Whatever is in hand is void. */
  void end() {
    ended = true;
    tasks.clear();
    held.clear();
    handler.abandoned();
  }

  void loseLease() {
    for (Deque<Pending> lane : lanes) {
      for (Pending pending : lane) {
        pending.done().completeExceptionally(new LeaseLostException("taken for dead"));
      }
      lane.clear();
    }
    end();
  }

  boolean isIdle() {
    return tasks.isEmpty() && lanes.stream().allMatch(Deque::isEmpty);
  }

  @Override
  public UUID node() {
    return id;
  }

  @Override
  public boolean holdsLease() {
    return !ended && world.tables().isAlive(id);
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  @Override
  public CompletableFuture<Void> submit(UUID key, UnitOfWork unit) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    lanes.get(Math.floorMod(key.hashCode(), LANES)).add(new Pending(unit, done));
    return done;
  }

  @Override
  public Map<Item, List<Message>> inboxes(Collection<Item> items) {
    if (world.tables().away) {
      throw new QueueUnavailableException(new SQLException("the database is away"));
    }
    Map<Item, List<Message>> found = new HashMap<>();
    for (Item item : items) {
      List<Message> messages = world.tables().queue.messages(item);
      if (!messages.isEmpty()) {
        found.put(item, messages);
      }
    }
    return found;
  }

  @Override
  public boolean reserve(Item item) {
    return held.size() < CAPACITY && held.add(item);
  }

  @Override
  public void unreserve(Item item) {
    held.remove(item);
  }

  @Override
  public Executor steps() {
    return work -> tasks.add(new Task(work, 0));
  }

  @Override
  public Executor waits() {
    return work -> tasks.add(new Task(work, world.slowness()));
  }

  @Override
  public void pause() {
    world.pause();
  }

  @Override
  public void close() {}
}
