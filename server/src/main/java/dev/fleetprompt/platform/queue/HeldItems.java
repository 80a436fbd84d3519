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

  /** How many more items there is room for. */
  int free(ItemKind kind) {
    return Math.max(0, room(kind).get());
  }

  /** Holds a new item if there is room for it. */
  boolean reserve(Item item) {
    int before = room(item.kind()).getAndUpdate(free -> free > 0 ? free - 1 : free);
    return before > 0 && fill(item);
  }

  /** Holds an item that this node owns, whatever room there is; false when it is held already. */
  boolean adopt(Item item) {
    room(item.kind()).decrementAndGet();
    return fill(item);
  }

  private boolean fill(Item item) {
    if (held.add(item)) {
      return true;
    }
    room(item.kind()).incrementAndGet();
    return false;
  }

  boolean done(Item item) {
    if (held.remove(item)) {
      room(item.kind()).incrementAndGet();
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
