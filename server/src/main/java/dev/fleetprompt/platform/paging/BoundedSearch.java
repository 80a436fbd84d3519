package dev.fleetprompt.platform.paging;

import dev.fleetprompt.platform.ids.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Searches a table by conditions, newest first by its {@code id}, a UUID of version 7. The work
 * does not grow with the table: conditions with an index narrow it, and for the others at most
 * {@value #LOOKED} rows are looked at. A page that ends at this bound says so, and the next one
 * goes on from there.
 *
 * @param <T> a row of a page
 */
public final class BoundedSearch<T> {

  /** How many rows are looked at for conditions without an index. */
  public static final int LOOKED = 5_000;

  private static final String PAGE =
      """
      with looked as materialized (
        select %s from %s
        where %s
        order by id desc
        limit :bound),
      found as (
        select * from looked
        where %s
        order by id desc
        limit :size)
      select b.looked, b.last_id, %s
      from (select count(*) as looked, (select id from looked order by id limit 1) as last_id from looked) b
      left join found f on true
      order by f.id desc
      """;

  private static final String COUNT =
      """
      with looked as materialized (
        select %s from %s
        where %s
        order by id desc
        limit :bound)
      select (select count(*) from looked) as looked, (select count(*) from looked where %s) as found
      """;

  private final String table;
  private final String columns;
  private final String shown;
  private final RowMapper<T> reader;
  private final Function<T, UUID> id;

  /**
   * @param columns of the table, constant SQL: {@code id}, what is read, and what conditions
   *     without an index name
   * @param shown what is computed of the columns for the rows of a page alone, constant SQL over
   *     {@code f}, such as {@code f.*}
   */
  public BoundedSearch(
      String table, String columns, String shown, RowMapper<T> reader, Function<T, UUID> id) {
    this.table = table;
    this.columns = columns;
    this.shown = shown;
    this.reader = reader;
    this.id = id;
  }

  /**
   * One page.
   *
   * @param indexed what an index answers, with the place where the page begins
   * @param others what each row is looked at for
   */
  public Slice<T> page(JdbcClient sql, Conditions indexed, Conditions others, int size) {
    int bound = others.isEmpty() ? size + 1 : LOOKED;
    List<T> found = new ArrayList<>();
    List<UUID> ends = new ArrayList<>();
    others
        .bind(
            indexed.bind(
                sql.sql(PAGE.formatted(columns, table, indexed.sql(), others.sql(), shown))))
        .param("bound", bound)
        .param("size", size + 1)
        .query(row -> {
          if (row.getLong("looked") == bound && ends.isEmpty()) {
            ends.add(row.getObject("last_id", UUID.class));
          }
          if (row.getObject("id") != null) {
            found.add(reader.mapRow(row, found.size()));
          }
        });
    Slice<T> slice = Slice.of(found, size, row -> place(id.apply(row)));
    return slice.next().isPresent() || ends.isEmpty() ? slice : slice.cutAt(place(ends.getFirst()));
  }

  /** How many there are; at least that many where counting stopped at its bound. */
  public Count count(JdbcClient sql, Conditions indexed, Conditions others) {
    int bound = others.isEmpty() ? Count.MOST : LOOKED;
    String counted = others.isEmpty() ? "id" : columns;
    return others
        .bind(indexed.bind(sql.sql(COUNT.formatted(counted, table, indexed.sql(), others.sql()))))
        .param("bound", bound + 1)
        .query((row, number) ->
            new Count(Math.min(row.getLong("found"), bound), row.getLong("looked") <= bound))
        .single();
  }

  private static Place place(UUID id) {
    return new Place(Ids.timeOf(id), id);
  }
}
