package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.commit.Change;
import java.util.Set;
import java.util.UUID;

/**
 * Who hears of which types. From the moment that {@link Subscriptions#settle} returns after the
 * commit, every signal of the types that becomes visible is dispatched.
 */
public sealed interface SubscriptionChange extends Change {

  /** A trigger's or a listening workflow's id. */
  UUID subscriber();

  /** Adds types to what the subscriber hears of. */
  record Subscribe(UUID subscriber, Set<SignalType> types) implements SubscriptionChange {

    public Subscribe {
      types = Set.copyOf(types);
    }
  }

  /** Ends all subscriptions of the subscriber. */
  record Unsubscribe(UUID subscriber) implements SubscriptionChange {}
}
