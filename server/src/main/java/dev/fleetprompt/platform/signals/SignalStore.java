package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads signals for those who work for all tenants. */
@Component
public class SignalStore {

  private static final String FIND =
      "select %s from fleet.signal where tenant_id = :tenant and id = :id"
          .formatted(SignalRows.COLUMNS);

  // The primary key, once for each.
  private static final String FIND_ALL =
      "select %s from fleet.signal where tenant_id = :tenant and id = any (:ids) order by id"
          .formatted(SignalRows.COLUMNS);

  private static final String OF_TYPES =
      """
      select id from fleet.signal
      where tenant_id = :tenant and id = any (:ids) and type = any (:types)
      """;

  // The primary key or signal_by_type from a time on, whichever promises less; and
  // signal_by_transaction for what was recorded by younger transactions, whatever its id.
  private static final String CAME_SINCE =
      """
      select * from (
        (select %1$s, recorded_by::text as recorded_by from fleet.signal
          where tenant_id = :tenant and type = any (:types) and id >= :since and id > :after
            and not stub
          order by id limit :limit)
        union all
        (select %1$s, recorded_by::text as recorded_by from fleet.signal
          where tenant_id = :tenant and type = any (:types) and id < :since and id > :after
            and recorded_by >= :transaction::text::xid8
            and not stub
          order by id limit :limit)) s
      order by id limit :limit
      """
          .formatted(SignalRows.COLUMNS);

  private final EngineDatabase database;

  public SignalStore(EngineDatabase database) {
    this.database = database;
  }

  public Optional<Signal> find(TenantId tenant, UUID id) {
    return database
        .sql()
        .sql(FIND)
        .param("tenant", tenant.value())
        .param("id", id)
        .query(SignalRows::read)
        .optional();
  }

  /** Those of the signals that there are, by id. */
  public List<Signal> find(TenantId tenant, Collection<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : database
            .sql()
            .sql(FIND_ALL)
            .param("tenant", tenant.value())
            .param("ids", ids.toArray(UUID[]::new))
            .query(SignalRows::read)
            .list();
  }

  /** Those of the signals that are of one of the types. */
  public Set<UUID> ofTypes(TenantId tenant, Collection<UUID> ids, Collection<SignalType> types) {
    return ids.isEmpty()
        ? Set.of()
        : new HashSet<>(
            database
                .sql()
                .sql(OF_TYPES)
                .param("tenant", tenant.value())
                .param("ids", ids.toArray(UUID[]::new))
                .param("types", texts(types))
                .query(UUID.class)
                .list());
  }

  /**
   * Signals, by id, whose id was made at {@code since} or later, and those that a transaction
   * recorded that is not older than another one, whenever their ids were made.
   *
   * @param transaction a number in this cluster
   * @param after only signals with greater ids
   * @param limit at most so many
   */
  public List<RecordedSignal> cameSince(
      TenantId tenant,
      Collection<SignalType> types,
      Instant since,
      long transaction,
      UUID after,
      int limit) {
    return database
        .sql()
        .sql(CAME_SINCE)
        .param("tenant", tenant.value())
        .param("types", texts(types))
        .param("since", Ids.lowestAt(since))
        .param("transaction", Long.toString(transaction))
        .param("after", after)
        .param("limit", limit)
        .query((row, number) ->
            new RecordedSignal(
                SignalRows.read(row, number), Long.parseLong(row.getString("recorded_by"))))
        .list();
  }

  private static String[] texts(Collection<SignalType> types) {
    return types.stream().map(SignalType::value).toArray(String[]::new);
  }
}
