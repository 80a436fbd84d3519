package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a tenant's signals. */
@Component
public class Signals {

  private static final int LONGEST_TRAIL = 2_000;
  private static final int MOST_EFFECTS = 200;

  private static final String FIND =
      "select %s from fleet.signal where tenant_id = :tenant and id = :id"
          .formatted(SignalRows.COLUMNS);

  // Primary key, backwards; or signal_by_correlation.
  private static final String PAGE =
      """
      select %s from fleet.signal
      where tenant_id = :tenant
        and (:family::text is null or type = :family
             or (type >= :family || '.' and type < :family || '/'))
        and (:from::timestamptz is null or time >= :from)
        and (:to::timestamptz is null or time < :to)
        and (:correlation::text is null or correlation_id = :correlation)
        and (:before::uuid is null or id < :before)
        and (:admins or visibility = 'normal')
      order by id desc
      limit :size
      """
          .formatted(SignalRows.COLUMNS);

  // signal_by_correlation
  private static final String TRAIL =
      """
      select %s from fleet.signal
      where tenant_id = :tenant and correlation_id = :correlation
      order by id
      limit :limit
      """
          .formatted(SignalRows.COLUMNS);

  // signal_by_causation
  private static final String LED_TO =
      """
      select %s from fleet.signal
      where tenant_id = :tenant and causation_id = :cause
      order by id
      limit :limit
      """
          .formatted(SignalRows.COLUMNS);

  private final TenantDatabase database;

  Signals(TenantDatabase database) {
    this.database = database;
  }

  public Optional<Signal> find(TenantId tenant, UUID id) {
    return database.readOnly(tenant, jdbc -> find(jdbc, tenant, id));
  }

  private static Optional<Signal> find(JdbcClient jdbc, TenantId tenant, UUID id) {
    return jdbc.sql(FIND)
        .param("tenant", tenant.value())
        .param("id", id)
        .query(SignalRows::read)
        .optional();
  }

  /** One page of a list, newest first. */
  public List<Signal> page(TenantId tenant, SignalQuery query) {
    return database.readOnly(
        tenant,
        jdbc ->
            jdbc.sql(PAGE)
                .param("tenant", tenant.value())
                .param("family", query.family().orElse(null))
                .param("from", query.from().map(Timestamps::utc).orElse(null))
                .param("to", query.to().map(Timestamps::utc).orElse(null))
                .param("correlation", query.correlation().map(Link::toString).orElse(null))
                .param("before", query.before().orElse(null))
                .param("admins", query.visibility() == Visibility.ADMINS)
                .param("size", query.size())
                .query(SignalRows::read)
                .list());
  }

  /** What this led to directly, oldest first; at most the first 200. */
  public List<Signal> ledTo(TenantId tenant, Link cause) {
    return database.readOnly(
        tenant,
        jdbc ->
            jdbc.sql(LED_TO)
                .param("tenant", tenant.value())
                .param("cause", cause.toString())
                .param("limit", MOST_EFFECTS)
                .query(SignalRows::read)
                .list());
  }

  /**
   * Everything that belongs to one run, directive or first signal, causes before what they led to;
   * at most the first 2,000.
   */
  public List<Signal> trail(TenantId tenant, Link correlation) {
    return database.readOnly(
        tenant,
        jdbc ->
            jdbc.sql(TRAIL)
                .param("tenant", tenant.value())
                .param("correlation", correlation.toString())
                .param("limit", LONGEST_TRAIL)
                .query(SignalRows::read)
                .list());
  }
}
