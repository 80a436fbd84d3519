package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.SqlArrays;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Items as three parallel arrays for {@code unnest}, and back from rows. */
final class ItemKeys {

  private ItemKeys() {}

  /** Sets parameters {@code first} to {@code first + 2}: tenants, kinds, ids. */
  static void set(PreparedStatement statement, int first, List<Item> items) throws SQLException {
    Connection connection = statement.getConnection();
    List<UUID> tenants = new ArrayList<>(items.size());
    List<Short> kinds = new ArrayList<>(items.size());
    List<UUID> ids = new ArrayList<>(items.size());
    for (Item item : items) {
      tenants.add(item.tenant().value());
      kinds.add(item.kind().code());
      ids.add(item.id());
    }
    statement.setArray(first, SqlArrays.uuids(connection, tenants));
    statement.setArray(first + 1, SqlArrays.shorts(connection, kinds));
    statement.setArray(first + 2, SqlArrays.uuids(connection, ids));
  }

  static List<Item> sorted(Collection<Item> items) {
    return items.stream().distinct().sorted().toList();
  }

  /** Reads columns 1 to 3: tenant, kind, id. */
  static Item read(ResultSet row) throws SQLException {
    return new Item(
        new TenantId(row.getObject(1, UUID.class)),
        ItemKind.of(row.getShort(2), ""),
        row.getObject(3, UUID.class));
  }
}
