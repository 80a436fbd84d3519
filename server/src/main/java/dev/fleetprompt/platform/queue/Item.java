package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Comparator;
import java.util.UUID;

/**
 * One thing that is worked on by one node at a time: a run, a directive, a signal to dispatch, a
 * schedule.
 */
public record Item(TenantId tenant, ItemKind kind, UUID id) implements Comparable<Item> {

  private static final Comparator<Item> KEY_ORDER =
      Comparator.comparing((Item item) -> item.tenant().value(), UuidOrder.AS_POSTGRES)
          .thenComparing(item -> item.kind().code())
          .thenComparing(Item::id, UuidOrder.AS_POSTGRES);

  @Override
  public int compareTo(Item other) {
    return KEY_ORDER.compare(this, other);
  }
}
