package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemKind;

/** Signals that wait for their dispatch to whoever subscribed. */
public final class SignalItems {

  public static final ItemKind KIND = ItemKind.of(3, "signal");

  private SignalItems() {}

  public static Item of(Signal signal) {
    return new Item(signal.tenant(), KIND, signal.id());
  }
}
