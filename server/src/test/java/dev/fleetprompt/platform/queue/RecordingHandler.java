package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.UnitOfWork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/** A handler that remembers what it was given and does with it what a test says. */
final class RecordingHandler implements ItemHandler {

  static final ItemKind KIND = ItemKind.of(9, "test");

  final ConcurrentLinkedQueue<Claimed> claimed = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<Item> news = new ConcurrentLinkedQueue<>();
  final Map<Item, NodeWork> nodes = new ConcurrentHashMap<>();
  private final int capacity;
  private final BiConsumer<Claimed, NodeWork> work;

  RecordingHandler(int capacity, BiConsumer<Claimed, NodeWork> work) {
    this.capacity = capacity;
    this.work = work;
  }

  /** Finishes whatever it is given. */
  static RecordingHandler finishing() {
    return new RecordingHandler(100, RecordingHandler::finish);
  }

  /** Keeps whatever it is given. */
  static RecordingHandler keeping(int capacity) {
    return new RecordingHandler(capacity, (item, node) -> {});
  }

  static void finish(Claimed claimed, NodeWork node) {
    UnitOfWork unit =
        new UnitOfWork(claimed.item().tenant()).add(new QueueChange.Finish(claimed.item()));
    var unused = node.submit(claimed.item().id(), unit);
  }

  NodeWork node(Item item) {
    return Objects.requireNonNull(nodes.get(item), "not claimed");
  }

  List<Item> items() {
    return claimed.stream().map(Claimed::item).toList();
  }

  @Override
  public ItemKind kind() {
    return KIND;
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public void claimed(List<Claimed> items, NodeWork node) {
    for (Claimed item : items) {
      nodes.put(item.item(), node);
      claimed.add(item);
      work.accept(item, node);
    }
  }

  @Override
  public void news(Item item, NodeWork node) {
    news.add(item);
  }
}
