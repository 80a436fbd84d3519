package dev.fleetprompt.platform.waits;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads waits. */
@Component
class WaitStore {

  /**
   * The keys that are waited for under a type, each once: a loose scan of wait_for, which costs as
   * much as there are keys, however many wait under each.
   */
  static final String KEYS =
      """
      with recursive keys (type, correlation_key) as (
        (select t.type, (select w.correlation_key from fleet.wait w
                          where w.tenant_id = :tenant and w.type = t.type
                          order by w.correlation_key limit 1)
           from unnest(:types::text[]) as t (type))
        union all
        select k.type, (select w.correlation_key from fleet.wait w
                         where w.tenant_id = :tenant and w.type = k.type
                           and w.correlation_key > k.correlation_key
                         order by w.correlation_key limit 1)
          from keys k where k.correlation_key is not null)
      select type, correlation_key from keys where correlation_key is not null
      """;

  /** Who waits for one of many, least first. Index: wait_for. */
  static final String WAITING =
      """
      select distinct a.position, w.kind, w.item_id
        from unnest(:positions::int4[], :types::text[], :keys::text[], :hashes::int8[])
          as a (position, type, correlation_key, correlation_hash)
        join fleet.wait w
          on w.tenant_id = :tenant and w.type = a.type and w.correlation_key = a.correlation_key
         and w.correlation_hash = a.correlation_hash
       order by a.position, w.kind, w.item_id
       limit :limit
      """;

  /** Who waits for one, going on after an item. Index: wait_for. */
  static final String AFTER =
      """
      select distinct w.kind, w.item_id from fleet.wait w
       where w.tenant_id = :tenant and w.type = :type and w.correlation_key = :key
         and w.correlation_hash = :hash and (w.kind, w.item_id) > (:kind, :item)
       order by w.kind, w.item_id
       limit :limit
      """;

  /** Index: the primary key. */
  private static final String BEGAN =
      """
      select w.kind, w.item_id, w.listen, w.began::text, pg_current_snapshot()::text
        from unnest(:kinds::int4[], :items::uuid[], :listens::text[]) as k (kind, item_id, listen)
        join fleet.wait w
          on w.tenant_id = :tenant and w.kind = k.kind and w.item_id = k.item_id
         and w.listen = k.listen and w.number = 0
      """;

  /** A wait of an item. */
  record Wait(Item item, String listen) {}

  /** A key under a type. */
  record Key(String type, String correlation) {}

  /**
   * What a signal is asked about.
   *
   * @param position which signal of a batch
   */
  record Asked(int position, String type, String key, long hash) {}

  /** That an item waits for a signal of a batch. */
  record Waiting(int position, Item item) {}

  /**
   * What is known of waits.
   *
   * @param written the snapshots in which they were written
   * @param now the snapshot in which that was read
   */
  record Began(Map<Wait, Snapshot> written, String now) {}

  private final EngineDatabase database;

  WaitStore(EngineDatabase database) {
    this.database = database;
  }

  List<Key> keys(TenantId tenant, Collection<SignalType> types) {
    return database
        .sql()
        .sql(KEYS)
        .param("tenant", tenant.value())
        .param("types", types.stream().map(SignalType::value).toArray(String[]::new))
        .query((row, number) -> new Key(row.getString(1), row.getString(2)))
        .list();
  }

  /** Who waits, by position and item; cut at {@code limit}. */
  List<Waiting> waiting(TenantId tenant, List<Asked> asked, int limit) {
    return database
        .sql()
        .sql(WAITING)
        .param("tenant", tenant.value())
        .param("positions", asked.stream().map(Asked::position).toArray(Integer[]::new))
        .param("types", asked.stream().map(Asked::type).toArray(String[]::new))
        .param("keys", asked.stream().map(Asked::key).toArray(String[]::new))
        .param("hashes", asked.stream().map(Asked::hash).toArray(Long[]::new))
        .param("limit", limit)
        .query((row, number) ->
            new Waiting(
                row.getInt(1),
                new Item(tenant, ItemKind.of(row.getShort(2), ""), row.getObject(3, UUID.class))))
        .list();
  }

  /** Who waits for one, in the order of their keys. */
  List<Item> after(TenantId tenant, Asked asked, Optional<Item> after, int limit) {
    return database
        .sql()
        .sql(AFTER)
        .param("tenant", tenant.value())
        .param("type", asked.type())
        .param("key", asked.key())
        .param("hash", asked.hash())
        .param("kind", after.map(item -> (int) item.kind().code()).orElse(-1))
        .param("item", after.map(Item::id).orElse(new UUID(0, 0)))
        .param("limit", limit)
        .query((row, number) ->
            new Item(tenant, ItemKind.of(row.getShort(1), ""), row.getObject(2, UUID.class)))
        .list();
  }

  /** When waits were written, and what can be seen now; empty where there is none of them. */
  Optional<Began> began(TenantId tenant, List<WaitChange.Begin> begun) {
    Map<Wait, Snapshot> written = new HashMap<>();
    AtomicReference<@Nullable String> now = new AtomicReference<>();
    database
        .sql()
        .sql(BEGAN)
        .param("tenant", tenant.value())
        .param(
            "kinds",
            begun.stream().map(begin -> (int) begin.item().kind().code()).toArray(Integer[]::new))
        .param("items", begun.stream().map(begin -> begin.item().id()).toArray(UUID[]::new))
        .param("listens", begun.stream().map(WaitChange.Begin::listen).toArray(String[]::new))
        .query(row -> {
          Item item =
              new Item(tenant, ItemKind.of(row.getShort(1), ""), row.getObject(2, UUID.class));
          written.put(new Wait(item, row.getString(3)), Snapshot.parse(row.getString(4)));
          now.set(row.getString(5));
        });
    return Optional.ofNullable(now.get()).map(text -> new Began(written, text));
  }
}
