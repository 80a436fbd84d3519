package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.UUID;

/** Alarms that are to be sent. */
final class AlarmItems {
  static final ItemKind KIND = ItemKind.of(8, "alarm");

  private AlarmItems() {}

  static Item of(TenantId tenant, UUID alarm) {
    return new Item(tenant, KIND, alarm);
  }
}
