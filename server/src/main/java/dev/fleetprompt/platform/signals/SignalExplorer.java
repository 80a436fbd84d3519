package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.paging.Conditions;
import dev.fleetprompt.platform.paging.Count;
import dev.fleetprompt.platform.paging.Place;
import dev.fleetprompt.platform.paging.Slice;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds signals by any of their columns, newest first by when they happened. The work for a page
 * does not grow with the number of signals: conditions with an index narrow it, and for the others
 * at most {@value SoughtSignals#LOOKED} rows are looked at, or {@value SoughtSignals#READ} when
 * their data is searched. A page that ends at this bound says so, and the next one goes on from
 * there.
 */
@Component
public class SignalExplorer {

  /** The most signals on a page. */
  public static final int LARGEST_PAGE = 200;

  private static final String SUMMARY =
      """
      id, type, source, event_id, subject, time, actor_kind, actor_id, correlation_id, causation_id, visibility, stub,
      left(data::text, 200) as glance
      """;

  private static final String RAW =
      """
      id, type, source, event_id, subject, time, actor_kind, actor_id, correlation_id, causation_id, visibility,
      stub, data
      """;

  /** Index: that of the conditions. */
  private static final String OLDEST =
      """
      select %s from fleet.signal
      where %s
      order by id
      limit :size
      """;

  /** Index: signal_by_time, backwards. */
  private static final String BY_TIME =
      """
      select %s from fleet.signal
      where %s
      order by time desc, id desc
      limit :size
      """;

  /** Index: signal_by_type, backwards, once for each type. */
  private static final String BY_TYPE =
      """
      select s.* from unnest(:types::text[]) as t (name)
      cross join lateral (
        select %s from fleet.signal
        where type = t.name and %s
        order by time desc, id desc
        limit :size) s
      order by time desc, id desc
      limit :size
      """;

  /** Index: that of the first condition, which few rows fulfil. */
  private static final String BY_LINK =
      """
      with linked as materialized (
        select %s from fleet.signal where %s limit :bound)
      select %s from linked
      where %s
      order by time desc, id desc
      limit :size
      """;

  /** Index: signal_by_time, backwards, up to the bound. */
  private static final String LOOK =
      """
      with looked as materialized (
        select %s from fleet.signal
        where %s
        order by time desc, id desc
        limit :bound),
      found as (
        select %s from looked
        where %s
        order by time desc, id desc
        limit :size)
      select b.looked, b.last_time, b.last_id, f.*
      from (select count(*) as looked, min(time) as last_time,
              (select id from looked order by time, id limit 1) as last_id from looked) b
      left join found f on true
      order by f.time desc, f.id desc
      """;

  /** Index: signal_by_time; or the first condition's. */
  private static final String COUNT =
      """
      select count(*) from (
        select 1 from (
          select %s from fleet.signal
          where %s
          %s
          limit :bound) looked
        where %s
        limit :most) found
      """;

  private static final String LOOKED_AT =
      "select count(*) from (select 1 from fleet.signal where %s limit :bound) looked";

  private final TenantDatabase database;

  SignalExplorer(TenantDatabase database) {
    this.database = database;
  }

  /**
   * One page.
   *
   * @param after the place after which it begins; empty for the first
   * @param size at most {@value #LARGEST_PAGE}
   */
  public Slice<SignalSummary> page(
      TenantId tenant, SignalSearch search, Optional<Place> after, int size) {
    int rows = Math.clamp(size, 1, LARGEST_PAGE);
    return database.readOnly(
        tenant, jdbc -> page(jdbc, SoughtSignals.of(jdbc, tenant, search, after), rows));
  }

  /**
   * What these led to directly, oldest first; at most {@value #LARGEST_PAGE}. Index:
   * signal_by_causation.
   */
  public List<SignalSummary> ledTo(TenantId tenant, List<Link> causes, Visibility visibility) {
    Conditions conditions =
        new Conditions()
            .and("tenant_id = :tenant", "tenant", tenant.value())
            .and("causation_id = any(:causes::text[])", "causes", Link.texts(causes))
            .when(visibility != Visibility.ADMINS, "visibility = 'normal'");
    return oldest(tenant, conditions);
  }

  /**
   * What belongs to this, oldest first; at most {@value #LARGEST_PAGE}. Index:
   * signal_by_correlation.
   */
  public List<SignalSummary> trail(TenantId tenant, Link correlation, Visibility visibility) {
    Conditions conditions =
        new Conditions()
            .and("tenant_id = :tenant", "tenant", tenant.value())
            .and("correlation_id = :correlation", "correlation", correlation.toString())
            .when(visibility != Visibility.ADMINS, "visibility = 'normal'");
    return oldest(tenant, conditions);
  }

  private List<SignalSummary> oldest(TenantId tenant, Conditions conditions) {
    return database.readOnly(
        tenant,
        jdbc ->
            conditions
                .bind(jdbc.sql(OLDEST.formatted(SUMMARY, conditions.sql())))
                .param("size", LARGEST_PAGE)
                .query((row, number) -> read(row))
                .list());
  }

  /** How many there are; at least that many where counting stopped at its bound. */
  public Count count(TenantId tenant, SignalSearch search) {
    return count(tenant, search, Count.MOST);
  }

  /**
   * How many there are, counted no further than {@code most}.
   *
   * @param most at most {@link Count#MOST}
   */
  public Count count(TenantId tenant, SignalSearch search, int most) {
    int bound = Math.clamp(most, 1, Count.MOST);
    return database.readOnly(
        tenant,
        jdbc -> count(jdbc, SoughtSignals.of(jdbc, tenant, search, Optional.empty()), bound));
  }

  /** The types that there are, by name; the first {@value SignalTypes#MOST}. */
  public List<String> types(TenantId tenant) {
    return database.readOnly(tenant, jdbc -> SignalTypes.from(jdbc, tenant, ""));
  }

  private static Slice<SignalSummary> page(JdbcClient jdbc, SoughtSignals sought, int size) {
    return switch (sought.way()) {
      case NOTHING -> new Slice<>(List.of(), Optional.empty(), false);
      case TIME -> full(jdbc, sought, BY_TIME.formatted(SUMMARY, sought.narrow().sql()), size);
      case TYPES -> full(jdbc, sought, BY_TYPE.formatted(SUMMARY, sought.indexed().sql()), size);
      case LINK ->
          full(
              jdbc,
              sought,
              BY_LINK.formatted(RAW, sought.narrow().sql(), SUMMARY, sought.others().sql()),
              size);
      case LOOK -> looked(jdbc, sought, size);
    };
  }

  private static Slice<SignalSummary> full(
      JdbcClient jdbc, SoughtSignals sought, String statement, int size) {
    JdbcClient.StatementSpec bound = sought.bind(jdbc.sql(statement)).param("size", size + 1);
    if (sought.way() == SoughtSignals.Way.LINK) {
      bound = bound.param("bound", SoughtSignals.LOOKED);
    }
    List<SignalSummary> found = bound.query((row, number) -> read(row)).list();
    return Slice.of(found, size, row -> new Place(row.time(), row.id()));
  }

  private static Slice<SignalSummary> looked(JdbcClient jdbc, SoughtSignals sought, int size) {
    List<SignalSummary> found = new ArrayList<>();
    List<Place> ends = new ArrayList<>();
    sought
        .bind(jdbc.sql(LOOK.formatted(RAW, sought.narrow().sql(), SUMMARY, sought.others().sql())))
        .param("bound", sought.bound())
        .param("size", size + 1)
        .query(row -> {
          if (row.getLong("looked") == sought.bound() && ends.isEmpty()) {
            ends.add(
                new Place(
                    row.getObject("last_time", OffsetDateTime.class).toInstant(),
                    row.getObject("last_id", UUID.class)));
          }
          if (row.getObject("id") != null) {
            found.add(read(row));
          }
        });
    Slice<SignalSummary> slice = Slice.of(found, size, row -> new Place(row.time(), row.id()));
    return slice.next().isPresent() || ends.isEmpty() ? slice : slice.cutAt(ends.getFirst());
  }

  private static Count count(JdbcClient jdbc, SoughtSignals sought, int most) {
    if (sought.way() == SoughtSignals.Way.NOTHING) {
      return new Count(0, true);
    }
    boolean partly = !sought.others().isEmpty();
    int bound = partly ? sought.bound() : most + 1;
    long rows =
        sought
            .bind(
                jdbc.sql(
                    COUNT.formatted(
                        RAW, sought.narrow().sql(), sought.order(), sought.others().sql())))
            .param("bound", bound)
            .param("most", most + 1)
            .query(Long.class)
            .single();
    if (rows > most) {
      return new Count(most, false);
    }
    boolean all =
        !partly
            || sought
                    .bind(jdbc.sql(LOOKED_AT.formatted(sought.narrow().sql())))
                    .param("bound", bound)
                    .query(Long.class)
                    .single()
                < bound;
    return new Count(rows, all);
  }

  private static SignalSummary read(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    String glance = row.getString("glance");
    return new SignalSummary(
        id,
        new SignalType(row.getString("type")),
        row.getString("source"),
        row.getString("event_id"),
        Optional.ofNullable(row.getString("subject")),
        row.getObject("time", OffsetDateTime.class).toInstant(),
        new Actor(ActorKind.of(row.getString("actor_kind")), row.getString("actor_id")),
        Link.parse(row.getString("correlation_id")).orElse(Link.signal(id)),
        Optional.ofNullable(row.getString("causation_id")).flatMap(Link::parse),
        Visibility.of(row.getString("visibility")),
        row.getBoolean("stub"),
        glance == null ? "" : glance);
  }
}
