package dev.fleetprompt.platform.waits;

import java.util.Comparator;
import java.util.UUID;

/** The order of signals: that of their ids, unsigned, as PostgreSQL sorts them. */
final class SignalOrder {

  static final Comparator<UUID> BY_ID =
      (one, other) -> {
        int high =
            Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
      };

  private SignalOrder() {}
}
