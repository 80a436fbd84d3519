package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.UUID;

/** Schedules as things to be worked on. */
public final class ScheduleItems {

  public static final ItemKind KIND = ItemKind.of(4, "schedule");

  static final String TIMER = "due";

  private ScheduleItems() {}

  public static Item of(TenantId tenant, UUID schedule) {
    return new Item(tenant, KIND, schedule);
  }
}
