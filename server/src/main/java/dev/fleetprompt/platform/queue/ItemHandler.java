package dev.fleetprompt.platform.queue;

import java.util.List;

/** Works on the items of one kind. Registered as a bean. */
public interface ItemHandler {

  ItemKind kind();

  /** The most items of this kind that a node holds at once: what bounds its memory. */
  int capacity();

  /**
   * Takes items that were just claimed. Returns quickly: the work goes on elsewhere, and for each
   * item ends with a committed {@link QueueChange.Park} that parked, {@link QueueChange.Release} or
   * {@link QueueChange.Finish}.
   *
   * @param node what this node's work goes through, valid while its lease lasts
   */
  void claimed(List<Claimed> items, NodeWork node);

  /**
   * Tells that there is news for an item this node owns, in case it can be used before the item
   * parks.
   */
  default void news(Item item, NodeWork node) {}

  /** The lease is lost or the node stops: whatever is in memory is void. */
  default void abandoned() {}
}
