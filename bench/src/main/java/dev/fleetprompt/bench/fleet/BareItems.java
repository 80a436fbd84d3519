package dev.fleetprompt.bench.fleet;

import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.Claimed;
import dev.fleetprompt.platform.queue.ItemHandler;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.queue.QueueChange;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Items of the queue that mean nothing: each is claimed, run and acknowledged in a unit of work of
 * its own, as any handler does.
 */
public final class BareItems implements ItemHandler {

  /** Far from the platform's own kinds. */
  public static final ItemKind KIND = ItemKind.of(900, "bench");

  private static final int CAPACITY = 2_000;

  private final AtomicLong ran = new AtomicLong();
  private volatile long firstAt;

  /** Begins to count anew. */
  public void reset() {
    firstAt = 0;
    ran.set(0);
  }

  /** How many ran since the last reset. */
  public long ran() {
    return ran.get();
  }

  /** {@link System#nanoTime()} when the first ran since the last reset. */
  public long firstAt() {
    return firstAt;
  }

  @Override
  public ItemKind kind() {
    return KIND;
  }

  @Override
  public int capacity() {
    return CAPACITY;
  }

  @Override
  public void claimed(List<Claimed> items, NodeWork node) {
    if (firstAt == 0) {
      firstAt = System.nanoTime();
    }
    for (Claimed claimed : items) {
      ran.incrementAndGet();
      node.submit(
          claimed.item().id(),
          new UnitOfWork(claimed.item().tenant()).add(new QueueChange.Finish(claimed.item())));
    }
  }
}
