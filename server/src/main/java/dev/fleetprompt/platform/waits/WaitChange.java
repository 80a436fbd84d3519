package dev.fleetprompt.platform.waits;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.queue.Item;
import java.time.Instant;
import java.util.List;

/** Begins and ends the waits of an item; only its owner does. */
public sealed interface WaitChange extends Change {

  /** Who waits. */
  Item item();

  /**
   * Begins to wait. From the commit on, what the signals' dispatcher finds is delivered; what came
   * before is found by {@link LookBack}, which must follow the commit.
   *
   * @param listen names the wait within the item, at most 1,000 characters; one that exists stays
   *     as it is
   * @param conditions a signal that meets one of them is offered; at most 100
   * @param since what was recorded earlier, and visible before the commit, has passed by
   */
  record Begin(Item item, String listen, List<Condition> conditions, Instant since)
      implements WaitChange {
    public Begin {
      conditions = List.copyOf(conditions);
    }
  }

  /** Ends one wait. */
  record End(Item item, String listen) implements WaitChange {}

  /** Ends all waits of an item. */
  record Forget(Item item) implements WaitChange {}
}
