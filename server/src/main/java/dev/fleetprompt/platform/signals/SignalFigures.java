package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts and sums over a tenant's signals, by when they happened. */
@Component
public class SignalFigures {

  private static final int MOST_FIELDS = 20;

  // signal_by_time
  private static final String COUNTS =
      """
      select type, count(*) as found from fleet.signal
      where tenant_id = :tenant and time >= :from and time < :to and (outside or not :outside)
      group by type
      order by type
      """;

  // signal_by_time
  private static final String SUMS =
      """
      select s.type, f.name, sum((s.data #>> string_to_array(f.name, '.'))::numeric) as total
      from fleet.signal s
      cross join unnest(:fields::text[]) as f (name)
      where s.tenant_id = :tenant and s.time >= :from and s.time < :to
        and (s.outside or not :outside)
        and jsonb_typeof(s.data #> string_to_array(f.name, '.')) = 'number'
      group by s.type, f.name
      """;

  // signal_by_type
  private static final String FIRST =
      """
      select %s from fleet.signal
      where tenant_id = :tenant
        and (type = :family or (type >= :family || '.' and type < :family || '/'))
      order by recorded_at, id
      limit 1
      """
          .formatted(SignalRows.COLUMNS);

  private final TenantDatabase database;

  SignalFigures(TenantDatabase database) {
    this.database = database;
  }

  /** Which signals count. */
  public enum Origin {
    /** All. */
    ANY,
    /** Those that others stated: business events. */
    OUTSIDE
  }

  /**
   * One type's figures.
   *
   * @param count how many
   * @param sums exact sums by field, over those signals whose field is a number; fields without any
   *     are absent
   */
  public record TypeFigure(SignalType type, long count, Map<String, BigDecimal> sums) {}

  /**
   * Figures of all types that occurred from {@code from} (inclusive) to {@code to} (exclusive), by
   * type.
   *
   * @param fields names of fields of the data to sum up, dots lead into objects; at most 20
   */
  public List<TypeFigure> byType(
      TenantId tenant, Instant from, Instant to, Origin origin, List<String> fields) {
    if (fields.size() > MOST_FIELDS) {
      throw new IllegalArgumentException("At most " + MOST_FIELDS + " fields can be summed up");
    }
    return database.readOnly(
        tenant,
        jdbc -> {
          Map<String, Long> counts = counts(jdbc, tenant, from, to, origin);
          Map<String, Map<String, BigDecimal>> sums =
              fields.isEmpty() ? Map.of() : sums(jdbc, tenant, from, to, origin, fields);
          List<TypeFigure> figures = new ArrayList<>();
          counts.forEach((type, count) ->
              figures.add(
                  new TypeFigure(new SignalType(type), count, sums.getOrDefault(type, Map.of()))));
          return List.copyOf(figures);
        });
  }

  /** The first signal recorded of a family, such as {@code value}: for the time to first value. */
  public Optional<Signal> first(TenantId tenant, String family) {
    return database.readOnly(
        tenant,
        jdbc ->
            jdbc.sql(FIRST)
                .param("tenant", tenant.value())
                .param("family", family)
                .query(SignalRows::read)
                .optional());
  }

  private static Map<String, Long> counts(
      JdbcClient jdbc, TenantId tenant, Instant from, Instant to, Origin origin) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbc.sql(COUNTS)
        .param("tenant", tenant.value())
        .param("from", Timestamps.utc(from))
        .param("to", Timestamps.utc(to))
        .param("outside", origin == Origin.OUTSIDE)
        .query((row, number) -> Map.entry(row.getString("type"), row.getLong("found")))
        .list()
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }

  private record Sum(String type, String field, BigDecimal total) {}

  private static Map<String, Map<String, BigDecimal>> sums(
      JdbcClient jdbc,
      TenantId tenant,
      Instant from,
      Instant to,
      Origin origin,
      List<String> fields) {
    Map<String, Map<String, BigDecimal>> sums = new HashMap<>();
    jdbc.sql(SUMS)
        .param("tenant", tenant.value())
        .param("from", Timestamps.utc(from))
        .param("to", Timestamps.utc(to))
        .param("outside", origin == Origin.OUTSIDE)
        .param("fields", fields.toArray(String[]::new))
        .query((row, number) ->
            new Sum(row.getString("type"), row.getString("name"), row.getBigDecimal("total")))
        .list()
        .forEach(sum ->
            sums.computeIfAbsent(sum.type(), type -> new LinkedHashMap<>())
                .put(sum.field(), sum.total()));
    return sums;
  }
}
