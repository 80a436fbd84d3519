package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.SortedChanges.TimerKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The queue's tables in memory: what the statements of {@link QueueWriter}, {@link ClaimStatements}
 * and {@link TimerStatements} do to them, each as one step.
 */
public final class SimulatedQueue {

  private static final class Row {
    private @Nullable UUID node;
    private boolean dirty;
    private boolean reclaimed;
  }

  /**
   * What a write leads to after its commit.
   *
   * @param news owners to be told, by item
   * @param done items that their owner has let go
   * @param refusedToPark items that stayed because there was news
   */
  public record Outcome(Map<Item, UUID> news, Set<Item> done, int refusedToPark) {}

  private final Map<Item, Row> rows = new LinkedHashMap<>();
  private final Map<TimerKey, Instant> timers = new LinkedHashMap<>();
  private final Map<Item, Map<String, Message>> inboxes = new LinkedHashMap<>();
  private final Map<Item, Set<String>> marks = new LinkedHashMap<>();

  /** The changes of a group, in the order in which the writer's statements do them. */
  public Outcome write(Map<UnitOfWork, List<QueueChange>> group, Instant now) {
    List<Batch.Entry<QueueChange>> entries = new ArrayList<>();
    group.forEach(
        (unit, changes) -> changes.forEach(change -> entries.add(new Batch.Entry<>(unit, change))));
    SortedChanges changes = SortedChanges.of(entries);
    changes.consumed().forEach(consume -> inbox(consume.item()).remove(consume.messageId()));
    for (QueueChange.Mark mark : changes.marks()) {
      inbox(mark.item()).remove(mark.messageId());
      marks.computeIfAbsent(mark.item(), item -> new HashSet<>()).add(mark.messageId());
    }
    timers.putAll(changes.timers());
    changes.cancelled().forEach(timers::remove);
    for (QueueChange.Deliver deliver : changes.deliveries()) {
      put(deliver.item(), new Message(deliver.messageId(), deliver.body(), now));
    }
    Map<Item, UUID> news = new LinkedHashMap<>();
    ItemKeys.sorted(changes.woken()).forEach(item -> wake(item, news));
    changes.owned().forEach(own -> row(own.item()).node = own.node());
    changes.released().forEach(item -> free(rows.get(item), false));
    int refused = 0;
    for (QueueChange.Park park : changes.parks()) {
      refused += park(park) ? 0 : 1;
    }
    changes.finished().forEach(this::forget);
    return new Outcome(news, changes.done(), refused);
  }

  /** Puts a message into an item's inbox and wakes it, as another process does. */
  public Map<Item, UUID> deliver(Item item, Message message) {
    Map<Item, UUID> news = new LinkedHashMap<>();
    put(item, message);
    wake(item, news);
    return news;
  }

  private void put(Item item, Message message) {
    if (!isMarked(item, message.id())) {
      inbox(item).putIfAbsent(message.id(), message);
    }
  }

  /** Whether an item has taken a message already. */
  public boolean isMarked(Item item, String message) {
    return marks.getOrDefault(item, Set.of()).contains(message);
  }

  private void wake(Item item, Map<Item, UUID> news) {
    Row known = rows.get(item);
    if (known == null) {
      row(item);
      return;
    }
    known.dirty = true;
    if (known.node != null) {
      news.put(item, known.node);
    }
  }

  private boolean park(QueueChange.Park park) {
    Row row = rows.get(park.item());
    boolean parked = row != null && !row.dirty;
    if (parked) {
      rows.remove(park.item());
    } else if (row != null) {
      row.dirty = false;
    }
    park.decide(parked);
    return parked;
  }

  private void forget(Item item) {
    rows.remove(item);
    inboxes.remove(item);
    marks.remove(item);
    timers.keySet().removeIf(timer -> timer.item().equals(item));
  }

  private static void free(@Nullable Row row, boolean reclaimed) {
    if (row != null) {
      row.node = null;
      row.dirty = false;
      row.reclaimed = reclaimed;
    }
  }

  /** Gives items without an owner to a node. */
  public List<Claimed> claim(UUID node, int limit) {
    List<Claimed> claimed = new ArrayList<>();
    for (Map.Entry<Item, Row> entry : rows.entrySet()) {
      Row row = entry.getValue();
      if (row.node == null && claimed.size() < limit) {
        claimed.add(new Claimed(entry.getKey(), messages(entry.getKey()), row.reclaimed));
        free(row, false);
        row.node = node;
      }
    }
    return claimed;
  }

  public boolean hasRunnable() {
    return rows.values().stream().anyMatch(row -> row.node == null);
  }

  /** The items of a node that have news. */
  public List<Item> dirty(UUID node) {
    return rows.entrySet().stream()
        .filter(entry -> entry.getValue().dirty && node.equals(entry.getValue().node))
        .map(Map.Entry::getKey)
        .toList();
  }

  public boolean hasDirty() {
    return rows.values().stream().anyMatch(row -> row.dirty && row.node != null);
  }

  /** Makes the items of a dead node claimable again. */
  public int release(UUID node) {
    int released = 0;
    for (Row row : rows.values()) {
      if (node.equals(row.node)) {
        free(row, true);
        released++;
      }
    }
    return released;
  }

  /** Turns due timers into messages. */
  public Map<Item, UUID> promote(Instant now) {
    List<TimerKey> due =
        timers.entrySet().stream()
            .filter(timer -> !timer.getValue().isAfter(now))
            .map(Map.Entry::getKey)
            .toList();
    Set<Item> items = new LinkedHashSet<>();
    for (TimerKey timer : due) {
      timers.remove(timer);
      put(
          timer.item(),
          new Message("timer:" + timer.name(), JsonNodeFactory.instance.nullNode(), now));
      items.add(timer.item());
    }
    Map<Item, UUID> news = new LinkedHashMap<>();
    ItemKeys.sorted(items).forEach(item -> wake(item, news));
    return news;
  }

  public Optional<Instant> nextTimer() {
    return timers.values().stream().min(Comparator.naturalOrder());
  }

  /** The messages of an item, oldest first. */
  public List<Message> messages(Item item) {
    return List.copyOf(inboxes.getOrDefault(item, Map.of()).values());
  }

  public boolean isQueued(Item item) {
    return rows.containsKey(item);
  }

  public Optional<UUID> owner(Item item) {
    Row row = rows.get(item);
    return row == null ? Optional.empty() : Optional.ofNullable(row.node);
  }

  /** What is left of items that should be gone. */
  public Set<Item> leftovers() {
    Set<Item> left = new HashSet<>(rows.keySet());
    timers.keySet().forEach(timer -> left.add(timer.item()));
    inboxes.forEach((item, messages) -> {
      if (!messages.isEmpty()) {
        left.add(item);
      }
    });
    return left;
  }

  private Row row(Item item) {
    return rows.computeIfAbsent(item, any -> new Row());
  }

  private Map<String, Message> inbox(Item item) {
    return inboxes.computeIfAbsent(item, any -> new LinkedHashMap<>());
  }
}
