package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.UUID;

/** Directives as things to be worked on. */
public final class DirectiveItems {

  public static final ItemKind KIND = ItemKind.of(2, "directive");

  private static final ItemKind RUN = ItemKind.of(1, "run");

  private DirectiveItems() {}

  /** The run that waits for a directive's outcome. */
  static Item waitingRun(TenantId tenant, UUID run) {
    return new Item(tenant, RUN, run);
  }

  public static Item of(TenantId tenant, UUID directive) {
    return new Item(tenant, KIND, directive);
  }
}
