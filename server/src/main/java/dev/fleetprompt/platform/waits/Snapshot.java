package dev.fleetprompt.platform.waits;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a statement could see, as PostgreSQL writes it: {@code xmin:xmax:xip,…}.
 *
 * @param oldest every transaction before was over
 * @param next this one and all after it had not begun
 * @param open those between that were not over
 */
record Snapshot(long oldest, long next, Set<Long> open) {

  static Snapshot parse(String text) {
    String[] parts = text.split(":", -1);
    return new Snapshot(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Arrays.stream(parts[2].split(","))
            .filter(id -> !id.isEmpty())
            .map(Long::valueOf)
            .collect(Collectors.toUnmodifiableSet()));
  }

  boolean sees(long transaction) {
    return transaction < oldest || (transaction < next && !open.contains(transaction));
  }
}
