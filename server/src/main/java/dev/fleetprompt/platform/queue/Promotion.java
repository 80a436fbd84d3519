package dev.fleetprompt.platform.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What became runnable because its time came.
 *
 * @param items how many
 * @param owned those that a node has in hand, by node
 */
record Promotion(int items, Map<UUID, Set<Item>> owned) {

  static final Promotion NONE = new Promotion(0, Map.of());

  static Promotion read(ResultSet rows) throws SQLException {
    int items = 0;
    Map<UUID, Set<Item>> owned = new HashMap<>();
    while (rows.next()) {
      items++;
      UUID owner = rows.getObject(4, UUID.class);
      if (owner != null) {
        owned.computeIfAbsent(owner, node -> new HashSet<>()).add(ItemKeys.read(rows));
      }
    }
    return new Promotion(items, owned);
  }
}
