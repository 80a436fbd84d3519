package dev.fleetprompt.platform.queue;

import java.util.Comparator;
import java.util.UUID;

/**
 * The order in which PostgreSQL sorts UUIDs: unsigned. {@link UUID#compareTo} compares signed
 * halves.
 */
final class UuidOrder {

  static final Comparator<UUID> AS_POSTGRES =
      (one, other) -> {
        int high =
            Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
      };

  private UuidOrder() {}
}
