package dev.fleetprompt.platform.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What this node has in hand, by kind, within each kind's capacity. */
final class HeldItems {

  private final Map<ItemKind, AtomicInteger> room = new HashMap<>();
  private final Set<Item> held = ConcurrentHashMap.newKeySet();

  HeldItems(Iterable<ItemHandler> handlers) {
    handlers.forEach(handler -> room.put(handler.kind(), new AtomicInteger(handler.capacity())));
  }

  /** Takes room for at most {@code wanted} more items and says for how many. */
  int take(ItemKind kind, int wanted) {
    int before = room(kind).getAndUpdate(free -> free - Math.clamp(free, 0, wanted));
    return Math.clamp(before, 0, wanted);
  }

  void giveBack(ItemKind kind, int unused) {
    room(kind).addAndGet(unused);
  }

  /**
   * Fills room that was taken before; false when the item is held already, and the room is given
   * back.
   */
  boolean fill(Item item) {
    if (held.add(item)) {
      return true;
    }
    giveBack(item.kind(), 1);
    return false;
  }

  /**
   * Holds an item that this node turned out to own, whatever room there is; false when it is held
   * already.
   */
  boolean adopt(Item item) {
    room(item.kind()).decrementAndGet();
    return fill(item);
  }

  boolean done(Item item) {
    if (held.remove(item)) {
      giveBack(item.kind(), 1);
      return true;
    }
    return false;
  }

  boolean contains(Item item) {
    return held.contains(item);
  }

  int size() {
    return held.size();
  }

  private AtomicInteger room(ItemKind kind) {
    AtomicInteger free = room.get(kind);
    if (free == null) {
      throw new IllegalArgumentException("No handler for items of kind " + kind.code());
    }
    return free;
  }
}
