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
 * at most {@value #LOOKED} rows are looked at, or {@value #READ} when their data is searched. A
 * page that ends at this bound says so, and the next one goes on from there.
 */
@Component
public class SignalExplorer {

  /** The most signals on a page. */
  public static final int LARGEST_PAGE = 200;

  private static final int LOOKED = 5_000;
  private static final int READ = 2_500;
  private static final int MOST_TYPES = 200;

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

  /** Index: signal_by_type, one step for each type. */
  private static final String TYPES =
      """
      with recursive known (type, n) as (
        (select type, 1 from fleet.signal where tenant_id = :tenant and type >= :first order by type limit 1)
        union all
        select (select s.type from fleet.signal s where s.tenant_id = :tenant and s.type > k.type
                order by s.type limit 1), k.n + 1
        from known k where k.type is not null and k.n < :most)
      select type from known where type is not null
      """;

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
        tenant, jdbc -> page(jdbc, Sought.of(jdbc, tenant, search, after), rows));
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
        tenant, jdbc -> count(jdbc, Sought.of(jdbc, tenant, search, Optional.empty()), bound));
  }

  /** The types that there are, by name; the first {@value #MOST_TYPES}. */
  public List<String> types(TenantId tenant) {
    return database.readOnly(tenant, jdbc -> types(jdbc, tenant, ""));
  }

  private static List<String> types(JdbcClient jdbc, TenantId tenant, String first) {
    return jdbc.sql(TYPES)
        .param("tenant", tenant.value())
        .param("first", first)
        .param("most", MOST_TYPES)
        .query((row, number) -> row.getString("type"))
        .list();
  }

  private static Slice<SignalSummary> page(JdbcClient jdbc, Sought sought, int size) {
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
      JdbcClient jdbc, Sought sought, String statement, int size) {
    JdbcClient.StatementSpec bound = sought.bind(jdbc.sql(statement)).param("size", size + 1);
    if (sought.way() == Way.LINK) {
      bound = bound.param("bound", LOOKED);
    }
    List<SignalSummary> found = bound.query((row, number) -> read(row)).list();
    return Slice.of(found, size, row -> new Place(row.time(), row.id()));
  }

  private static Slice<SignalSummary> looked(JdbcClient jdbc, Sought sought, int size) {
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
    return slice.next().isPresent() || ends.isEmpty()
        ? slice
        : new Slice<>(slice.items(), Optional.of(ends.getFirst()), true);
  }

  private static Count count(JdbcClient jdbc, Sought sought, int most) {
    if (sought.way() == Way.NOTHING) {
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

  /** How the rows are come by. */
  private enum Way {
    NOTHING,
    TIME,
    TYPES,
    LINK,
    LOOK
  }

  /**
   * A search as conditions.
   *
   * @param indexed those that the index answers, with the place where the page begins
   * @param types the types of the family
   * @param others those that each row is looked at for
   * @param bound how many rows are looked at
   */
  private record Sought(
      Way way, Conditions indexed, Conditions types, Conditions others, int bound) {

    private static final int MOST_OF_FAMILY = 50;

    static Sought of(JdbcClient jdbc, TenantId tenant, SignalSearch search, Optional<Place> after) {
      List<String> types =
          search.family().map(family -> family(jdbc, tenant, family)).orElse(List.of());
      if (search.family().isPresent() && types.isEmpty()) {
        return new Sought(Way.NOTHING, new Conditions(), new Conditions(), new Conditions(), 0);
      }
      boolean linked = search.correlation().isPresent() || search.causation().isPresent();
      Conditions time = time(search, after);
      Conditions others = others(search);
      Conditions first = new Conditions().and("tenant_id = :tenant", "tenant", tenant.value());
      Conditions link =
          new Conditions()
              .and("correlation_id = :correlation", "correlation", text(search.correlation()))
              .and("causation_id = :causation", "causation", text(search.causation()));
      Conditions ofTypes = new Conditions();
      if (!types.isEmpty()) {
        ofTypes.and("type = any(:types::text[])", "types", types.toArray(String[]::new));
      }
      if (linked) {
        return new Sought(
            Way.LINK, first.with(link), new Conditions(), time.with(others).with(ofTypes), LOOKED);
      }
      Conditions indexed = first.with(time);
      if (!others.isEmpty()) {
        int bound = search.text().isPresent() ? READ : LOOKED;
        return new Sought(Way.LOOK, indexed, ofTypes, others, bound);
      }
      Way way = !types.isEmpty() && types.size() <= MOST_OF_FAMILY ? Way.TYPES : Way.TIME;
      return new Sought(way, indexed, ofTypes, others, LOOKED);
    }

    /** The family's types that there are. */
    private static List<String> family(JdbcClient jdbc, TenantId tenant, String family) {
      return SignalExplorer.types(jdbc, tenant, family).stream()
          .filter(type -> type.equals(family) || type.startsWith(family + "."))
          .toList();
    }

    private static Conditions time(SignalSearch search, Optional<Place> after) {
      Conditions time =
          new Conditions()
              .and("time >= :from", "from", search.from().map(Timestamps::utc))
              .and("time < :to", "to", search.to().map(Timestamps::utc))
              .when(search.visibility() != Visibility.ADMINS, "visibility = 'normal'");
      after.ifPresent(place ->
          time.and("(time, id) < (:afterTime, :afterId)", "afterTime", Timestamps.utc(place.time()))
              .value("afterId", place.id()));
      return time;
    }

    private static Conditions others(SignalSearch search) {
      return new Conditions()
          .and("source = :source", "source", search.source())
          .and("subject = :subject", "subject", search.subject())
          .and("actor_id = :actor", "actor", search.actor())
          .and(
              """
              (position(lower(:text) in lower(type || ' ' || coalesce(subject, '') || ' ' || event_id)) > 0
               or position(lower(:text) in lower(coalesce(data::text, ''))) > 0)\
              """,
              "text",
              search.text());
    }

    private static Optional<String> text(Optional<Link> link) {
      return link.map(Link::toString);
    }

    /** All that an index answers. */
    Conditions narrow() {
      return indexed.with(types);
    }

    /** Where only a part is looked at, the newest are. */
    String order() {
      return way == Way.LOOK ? "order by time desc, id desc" : "";
    }

    JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
      return others.bind(narrow().bind(statement));
    }
  }
}
