package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Items as three parallel arrays for {@code unnest}, and back from rows. */
final class ItemKeys {

  private ItemKeys() {}

  /** Sets parameters {@code first} to {@code first + 2}: tenants, kinds, ids. */
  static void set(PreparedStatement statement, int first, List<Item> items) throws SQLException {
    Connection connection = statement.getConnection();
    Object[] tenants = new Object[items.size()];
    Object[] kinds = new Object[items.size()];
    Object[] ids = new Object[items.size()];
    for (int i = 0; i < items.size(); i++) {
      tenants[i] = items.get(i).tenant().value();
      kinds[i] = items.get(i).kind().code();
      ids[i] = items.get(i).id();
    }
    statement.setArray(first, connection.createArrayOf("uuid", tenants));
    statement.setArray(first + 1, connection.createArrayOf("int2", kinds));
    statement.setArray(first + 2, connection.createArrayOf("uuid", ids));
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
