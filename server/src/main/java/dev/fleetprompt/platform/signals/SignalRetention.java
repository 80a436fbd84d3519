package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.database.MonthPartition;
import dev.fleetprompt.platform.database.Partitions;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes away what is older than its tenant keeps it, by when it was recorded. What a directive or
 * run still refers to becomes a stub. May run again or beside itself at any time.
 */
@Component
public class SignalRetention {

  public static final int DEFAULT_DAYS = 30;

  private static final int SHORTEST_IDENTITY_DAYS = 35;
  private static final int IDENTITY_MARGIN_DAYS = 5;
  private static final int BATCH = 2_000;
  private static final UUID LOWEST = new UUID(0, 0);

  private static final String OWN_DAYS =
      "select days from fleet.signal_retention where tenant_id = :tenant";

  // The id begins with the time of recording.
  private static final String OLD =
      """
      select id from fleet.signal
      where tenant_id = :tenant and id > :after and id < :limit and not stub
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

  private static final String DELETE_IDENTITIES =
      """
      delete from fleet.signal_identity
      where (tenant_id, source, event_id) in (
        select tenant_id, source, event_id from fleet.signal_identity
        where tenant_id = :tenant and recorded_at < :limit
        limit :batch)
      """;

  private static final String HOLDS_ROWS =
      "select exists (select from fleet.signal where id >= :from and id < :to)";

  private final EngineDatabase database;
  private final Partitions partitions;
  private final Organizations organizations;
  private final List<SignalReferences> references;
  private final Clock clock;

  SignalRetention(
      EngineDatabase database,
      Partitions partitions,
      Organizations organizations,
      List<SignalReferences> references,
      Clock clock) {
    this.database = database;
    this.partitions = partitions;
    this.organizations = organizations;
    this.references = references;
    this.clock = clock;
  }

  /**
   * What a run of the job did.
   *
   * @param stubs signals of which only their place in the chain of causes is left
   */
  public record Report(long deleted, long stubs, long identities, int partitions) {}

  private record Keeping(TenantId tenant, int days) {}

  public Report run() {
    long deleted = 0;
    long stubs = 0;
    long identities = 0;
    int longest = DEFAULT_DAYS;
    for (Keeping keeping : keepings()) {
      Tally tally = reduce(keeping.tenant(), before(keeping.days()));
      deleted += tally.deleted;
      stubs += tally.stubs;
      int identityDays = Math.max(SHORTEST_IDENTITY_DAYS, keeping.days() + IDENTITY_MARGIN_DAYS);
      identities += forget(keeping.tenant(), before(identityDays));
      longest = Math.max(longest, keeping.days());
    }
    return new Report(deleted, stubs, identities, dropEmpty(before(longest)));
  }

  private Instant before(int days) {
    return clock.instant().minus(Duration.ofDays(days));
  }

  private List<Keeping> keepings() {
    List<Keeping> keepings = new ArrayList<>();
    String after = null;
    List<Organization> page;
    do {
      page = organizations.list(Organizations.LONGEST_PAGE, after);
      for (Organization organization : page) {
        keepings.add(new Keeping(organization.id(), days(organization.id())));
        after = organization.slug();
      }
    } while (page.size() == Organizations.LONGEST_PAGE);
    return keepings;
  }

  private int days(TenantId tenant) {
    return database
        .sql()
        .sql(OWN_DAYS)
        .param("tenant", tenant.value())
        .query(Integer.class)
        .optional()
        .orElse(DEFAULT_DAYS);
  }

  private static final class Tally {
    long deleted;
    long stubs;
  }

  private Tally reduce(TenantId tenant, Instant limit) {
    Tally tally = new Tally();
    UUID after = LOWEST;
    List<UUID> batch;
    do {
      UUID from = after;
      batch =
          database.inTransaction(jdbc -> {
            List<UUID> old = old(jdbc, tenant, from, Ids.lowestAt(limit));
            Set<UUID> kept = new HashSet<>();
            references.forEach(reference -> kept.addAll(reference.referredTo(tenant, old)));
            kept.retainAll(old);
            List<UUID> gone = new ArrayList<>(old);
            gone.removeAll(kept);
            tally.deleted += change(jdbc, DELETE, tenant, gone);
            tally.stubs += change(jdbc, REDUCE, tenant, List.copyOf(kept));
            return old;
          });
      if (!batch.isEmpty()) {
        after = batch.getLast();
      }
    } while (batch.size() == BATCH);
    return tally;
  }

  private static List<UUID> old(JdbcClient jdbc, TenantId tenant, UUID after, UUID limit) {
    return jdbc.sql(OLD)
        .param("tenant", tenant.value())
        .param("after", after)
        .param("limit", limit)
        .param("batch", BATCH)
        .query((row, number) -> row.getObject("id", UUID.class))
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

  private long forget(TenantId tenant, Instant limit) {
    long forgotten = 0;
    int batch;
    do {
      batch =
          database
              .sql()
              .sql(DELETE_IDENTITIES)
              .param("tenant", tenant.value())
              .param("limit", Timestamps.utc(limit))
              .param("batch", BATCH)
              .update();
      forgotten += batch;
    } while (batch == BATCH);
    return forgotten;
  }

  /** Drops the partitions that are past every tenant's retention and hold no stub. */
  private int dropEmpty(Instant limit) {
    int dropped = 0;
    YearMonth month = YearMonth.from(limit.atZone(ZoneOffset.UTC));
    for (MonthPartition partition : partitions.before("fleet.signal", month)) {
      if (!holdsRows(partition.month()) && partitions.drop(partition)) {
        dropped++;
      }
    }
    return dropped;
  }

  private boolean holdsRows(YearMonth month) {
    return database
        .sql()
        .sql(HOLDS_ROWS)
        .param("from", Ids.lowestAt(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant()))
        .param(
            "to",
            Ids.lowestAt(month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant()))
        .query(Boolean.class)
        .single();
  }
}
