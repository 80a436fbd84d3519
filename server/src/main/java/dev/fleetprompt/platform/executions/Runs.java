package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.UUID;

/** Runs as items of the queue. */
public final class Runs {

  public static final ItemKind KIND = ItemKind.of(1, "run");

  private Runs() {}

  public static Item item(TenantId tenant, UUID run) {
    return new Item(tenant, KIND, run);
  }
}
