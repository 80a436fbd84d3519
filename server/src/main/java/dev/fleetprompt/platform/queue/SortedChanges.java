package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.Batch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A group's changes of the queue by kind; of several timers of one name in a group the last one
 * counts.
 */
record SortedChanges(
    List<QueueChange.Consume> consumed,
    List<QueueChange.Mark> marks,
    Map<TimerKey, Instant> timers,
    Set<TimerKey> cancelled,
    List<QueueChange.Deliver> deliveries,
    Set<Item> woken,
    List<QueueChange.Own> owned,
    Set<Item> released,
    List<QueueChange.Park> parks,
    Set<Item> finished) {

  /** Names one timer. */
  record TimerKey(Item item, String name) {}

  static SortedChanges of(List<Batch.Entry<QueueChange>> entries) {
    SortedChanges sorted =
        new SortedChanges(
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new LinkedHashSet<>(),
            new ArrayList<>(),
            new HashSet<>(),
            new ArrayList<>(),
            new HashSet<>(),
            new ArrayList<>(),
            new HashSet<>());
    entries.forEach(entry -> sorted.add(entry.change()));
    return sorted;
  }

  private void add(QueueChange change) {
    switch (change) {
      case QueueChange.Consume consume -> consumed.add(consume);
      case QueueChange.Mark mark -> marks.add(mark);
      case QueueChange.SetTimer timer -> {
        TimerKey key = new TimerKey(timer.item(), timer.name());
        cancelled.remove(key);
        timers.put(key, timer.due());
      }
      case QueueChange.CancelTimer timer -> {
        TimerKey key = new TimerKey(timer.item(), timer.name());
        timers.remove(key);
        cancelled.add(key);
      }
      case QueueChange.Deliver deliver -> {
        deliveries.add(deliver);
        woken.add(deliver.item());
      }
      case QueueChange.Wake wake -> woken.add(wake.item());
      case QueueChange.Own own -> owned.add(own);
      case QueueChange.Release release -> released.add(release.item());
      case QueueChange.Park park -> parks.add(park);
      case QueueChange.Finish finish -> finished.add(finish.item());
    }
  }

  /**
   * Whether this group both wakes items and changes others, so that two such groups could wait for
   * each other; or marks messages that another may be delivering, which it does after the wake.
   */
  boolean mayDeadlock() {
    return !marks.isEmpty()
        || (!woken.isEmpty() && !(parks.isEmpty() && finished.isEmpty() && released.isEmpty()));
  }

  /** The items that their owner has let go, known after they were written. */
  Set<Item> done() {
    Set<Item> done = new HashSet<>(released);
    done.addAll(finished);
    parks.stream().filter(QueueChange.Park::parked).map(QueueChange.Park::item).forEach(done::add);
    return done;
  }

  /** Every item whose row may exist, in key order. */
  List<Item> locked() {
    Set<Item> all = new HashSet<>(woken);
    all.addAll(released);
    all.addAll(finished);
    parks.forEach(park -> all.add(park.item()));
    marks.forEach(mark -> all.add(mark.item()));
    return ItemKeys.sorted(all);
  }
}
