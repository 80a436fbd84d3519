package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.Change;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What can be done to an item's rows. Within one unit of work the changes of an item are applied in
 * the order of this list, whatever order they were added in.
 */
public sealed interface QueueChange extends Change {

  Item item();

  /** Forgets messages that the owner has taken into account. */
  record Consume(Item item, String messageId) implements QueueChange {}

  /**
   * Forgets what a message says and remembers that the item had it: none of the same id is
   * delivered to the item any more, whoever tries and whenever, until {@link Finish}. The message
   * need not have been delivered before.
   */
  record Mark(Item item, String messageId) implements QueueChange {}

  /**
   * Lets the item be woken at a time, with a message {@code timer:<name>}. A timer of the same name
   * is replaced.
   */
  record SetTimer(Item item, String name, Instant due) implements QueueChange {}

  /** Takes a timer back; one that has fired already is not affected. */
  record CancelTimer(Item item, String name) implements QueueChange {}

  /**
   * Puts a message into the item's inbox and wakes it. A message that is still there under the same
   * id is kept and this one is dropped.
   *
   * @param messageId at most 200 characters; sorts nothing
   */
  record Deliver(Item item, String messageId, JsonNode body) implements QueueChange {}

  /** Makes the item runnable, or tells its owner that there is news. */
  record Wake(Item item) implements QueueChange {}

  /**
   * Makes a new item runnable under this node's own claim, which must have been reserved with
   * {@link NodeWork#reserve}; the work may begin right after the commit.
   */
  record Own(Item item, UUID node) implements QueueChange {}

  /** Gives the claim back and leaves the item to whoever claims it next. */
  record Release(Item item) implements QueueChange {}

  /**
   * Ends the owner's work on the item unless there is news; see {@link #parked()} after the commit.
   */
  final class Park implements QueueChange {

    private final Item item;
    private volatile @Nullable Boolean parked;

    public Park(Item item) {
      this.item = item;
    }

    @Override
    public Item item() {
      return item;
    }

    /**
     * Whether the item left the queue; if not, there is news in its inbox and it is still owned.
     */
    public boolean parked() {
      Boolean outcome = parked;
      if (outcome == null) {
        throw new IllegalStateException("Not committed yet.");
      }
      return outcome;
    }

    void decide(boolean outcome) {
      parked = outcome;
    }
  }

  /** Ends all work on the item: its row, its timers and its messages go. */
  record Finish(Item item) implements QueueChange {}
}
