package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.UnitOfWork;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What a handler does its work through: this node, for as long as its lease lasts. */
public interface NodeWork {

  /** This node's id. */
  UUID node();

  /**
   * Whether the lease holds now, by this node's own monotonic clock: no effect may begin while it
   * does not. It may hold again when the database was away for everybody.
   */
  boolean holdsLease();

  /** Whether this node is over for good, so that whoever works for it stops. */
  boolean hasEnded();

  /**
   * Commits a unit through the writer lanes, fenced; see {@link
   * dev.fleetprompt.platform.commit.Lanes#submit}.
   *
   * @param key the item's id
   */
  CompletableFuture<Void> submit(UUID key, UnitOfWork unit);

  /** The messages that wait for these items now, oldest first; items without any are absent. */
  Map<Item, List<Message>> inboxes(Collection<Item> items);

  /**
   * Reserves room for a new item, to be filled by {@link QueueChange.Own}; false when this node has
   * all it can hold. Room whose item was not committed is given back with {@link #unreserve}.
   */
  boolean reserve(Item item);

  void unreserve(Item item);
}
