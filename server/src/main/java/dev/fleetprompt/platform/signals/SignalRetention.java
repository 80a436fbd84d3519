package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.queue.QueuedItems;
import dev.fleetprompt.platform.retention.OldMonths;
import dev.fleetprompt.platform.retention.RetentionPass;
import dev.fleetprompt.platform.retention.RetentionRule;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes away signals that are older than their tenant keeps them, by when they were recorded. What
 * something else still refers to becomes a stub, which goes with the last reference; what was not
 * dispatched yet stays whole.
 */
@Component
class SignalRetention implements RetentionRule {

  private static final int BATCH = 2_000;
  private static final UUID LOWEST = new UUID(0, 0);

  // The primary key; an id begins with the time of recording.
  private static final String OLD =
      """
      select id, stub from fleet.signal
      where tenant_id = :tenant and id > :after and id < :limit
      order by id
      limit :batch
      """;

  private static final String DELETE =
      "delete from fleet.signal where tenant_id = :tenant and id = any(:ids)";

  private static final String REDUCE =
      """
      update fleet.signal
      set subject = null, datacontenttype = null, dataschema = null, data = null,
          data_base64 = null, extensions = null, stub = true
      where tenant_id = :tenant and id = any(:ids)
      """;

  private static final String HOLDS_ROWS =
      "select exists (select from fleet.signal where id >= :from and id < :to)";

  private record Old(UUID id, boolean stub) {}

  private final EngineDatabase database;
  private final OldMonths months;
  private final SignalPeriods periods;
  private final List<SignalReferences> references;
  private final QueuedItems queued;

  SignalRetention(
      EngineDatabase database,
      OldMonths months,
      SignalPeriods periods,
      List<SignalReferences> references,
      QueuedItems queued) {
    this.database = database;
    this.months = months;
    this.periods = periods;
    this.references = references;
    this.queued = queued;
  }

  @Override
  public Turn turn() {
    return Turn.LAST;
  }

  @Override
  public void apply(RetentionPass pass) {
    for (TenantId tenant : pass.tenants()) {
      reduce(pass, tenant, pass.before(periods.days(tenant)));
    }
    months.drop(pass, pass.before(periods.longest()), month -> !holdsRows(month), "signal");
  }

  private void reduce(RetentionPass pass, TenantId tenant, Instant limit) {
    UUID[] after = {LOWEST};
    pass.inBatches(
        BATCH,
        () ->
            database.inTransaction(jdbc -> {
              List<Old> old = old(jdbc, tenant, after[0], Ids.lowestAt(limit));
              if (!old.isEmpty()) {
                after[0] = old.getLast().id();
                take(pass, jdbc, tenant, old);
              }
              return old.size();
            }));
  }

  private void take(RetentionPass pass, JdbcClient jdbc, TenantId tenant, List<Old> old) {
    List<UUID> ids = old.stream().map(Old::id).toList();
    Set<UUID> waiting = queued.among(tenant, SignalItems.KIND, ids);
    Set<UUID> referred = new HashSet<>();
    references.forEach(reference -> referred.addAll(reference.referredTo(tenant, ids)));
    List<UUID> gone = new ArrayList<>();
    List<UUID> reduced = new ArrayList<>();
    for (Old signal : old) {
      if (waiting.contains(signal.id())) {
        continue;
      }
      if (!referred.contains(signal.id())) {
        gone.add(signal.id());
      } else if (!signal.stub()) {
        reduced.add(signal.id());
      }
    }
    pass.deleted("signal", change(jdbc, DELETE, tenant, gone));
    pass.reduced("signal", change(jdbc, REDUCE, tenant, reduced));
  }

  private static List<Old> old(JdbcClient jdbc, TenantId tenant, UUID after, UUID limit) {
    return jdbc.sql(OLD)
        .param("tenant", tenant.value())
        .param("after", after)
        .param("limit", limit)
        .param("batch", BATCH)
        .query((row, number) -> new Old(row.getObject("id", UUID.class), row.getBoolean("stub")))
        .list();
  }

  private static int change(JdbcClient jdbc, String statement, TenantId tenant, List<UUID> ids) {
    return ids.isEmpty()
        ? 0
        : jdbc.sql(statement)
            .param("tenant", tenant.value())
            .param("ids", ids.toArray(UUID[]::new))
            .update();
  }

  private boolean holdsRows(OldMonths.Month month) {
    return database
        .sql()
        .sql(HOLDS_ROWS)
        .param("from", month.from())
        .param("to", month.to())
        .query(Boolean.class)
        .single();
  }
}
