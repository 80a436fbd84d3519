package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Which items still have to be worked on, now or later. */
public final class QueuedItems {

  // The primary keys of both.
  private static final String AMONG =
      """
      select item_id from fleet.queue
      where tenant_id = :tenant and kind = :kind and item_id = any (:items)
      union
      select item_id from fleet.timer
      where tenant_id = :tenant and kind = :kind and item_id = any (:items)
      """;

  // The primary key.
  private static final String BEFORE =
      """
      select item_id from fleet.queue
      where tenant_id = :tenant and kind = :kind and item_id < :bound
      order by item_id
      limit :limit
      """;

  // The primary key of the inbox.
  private static final String TAKEN =
      """
      select i.item_id, i.message_id from fleet.inbox i
      join unnest(:items::uuid[], :messages::text[]) as k (item_id, message_id)
        on i.item_id = k.item_id and i.message_id = k.message_id
      where i.tenant_id = :tenant and i.kind = :kind and i.body is null
      """;

  /** A message of an item. */
  public record Addressed(UUID item, String message) {}

  private final EngineDatabase database;

  public QueuedItems(EngineDatabase database) {
    this.database = database;
  }

  /** Those of the items that are runnable, owned or wait for a time. */
  public Set<UUID> among(TenantId tenant, ItemKind kind, Collection<UUID> items) {
    return items.isEmpty()
        ? Set.of()
        : new HashSet<>(
            database
                .sql()
                .sql(AMONG)
                .param("tenant", tenant.value())
                .param("kind", kind.code())
                .param("items", items.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
  }

  /** The items with ids below a bound that are runnable or owned, least first. */
  public List<UUID> before(TenantId tenant, ItemKind kind, UUID bound, int limit) {
    return database
        .sql()
        .sql(BEFORE)
        .param("tenant", tenant.value())
        .param("kind", kind.code())
        .param("bound", bound)
        .param("limit", limit)
        .query((row, number) -> row.getObject(1, UUID.class))
        .list();
  }

  /** Those of the messages that their items have {@linkplain QueueChange.Mark taken}. */
  public Set<Addressed> taken(TenantId tenant, ItemKind kind, Collection<Addressed> messages) {
    return messages.isEmpty()
        ? Set.of()
        : new HashSet<>(
            database
                .sql()
                .sql(TAKEN)
                .param("tenant", tenant.value())
                .param("kind", kind.code())
                .param("items", messages.stream().map(Addressed::item).toArray(UUID[]::new))
                .param("messages", messages.stream().map(Addressed::message).toArray(String[]::new))
                .query(
                    (row, number) -> new Addressed(row.getObject(1, UUID.class), row.getString(2)))
                .list());
  }
}
