package dev.fleetprompt.bench.fleet;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Fills tables by SQL with copies of one real run: every row that names it, in whatever table, and
 * its signals, under new ids and at other times. So a copy has what a run has today, and nothing
 * here needs to know what that is.
 */
public final class RunCopies {

  /** So many runs in one transaction, which then takes seconds. */
  private static final int CHUNK = 20_000;

  private static final int REPORTED = 500_000;

  private static final String COLUMNS =
      """
      select c.relname, a.attname, format_type(a.atttypid, null)
        from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'fleet'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
         and has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
         and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = ''
         and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
       order by c.relname, a.attnum
      """;

  private static final String COPY =
      """
      insert into fleet.%1$s (%2$s)
      select %3$s
        from generate_series(?::bigint, ?::bigint) as n
       cross join (select ?::uuid[] as tenants, ?::uuid[] as definitions, ?::int as many) as homes
       cross join lateral (select ?::timestamptz + n * ?::float8 * interval '1 second' as at) as place
       cross join lateral (select (lpad(to_hex((extract(epoch from place.at) * 1000)::bigint), 12, '0')
                                   || '70008' || lpad(to_hex(n), 15, '0'))::uuid as run) as copy
       cross join (select t.*, row_number() over () as k from fleet.%1$s t where tenant_id = ? and %4$s) as t
      """;

  private record Column(String table, String name, String type) {}

  private record Source(String table, String condition, List<Column> columns) {}

  private final DataSource engine;
  private final UUID tenant;
  private final UUID run;
  private final Instant created;
  private final List<Source> sources;

  /**
   * @param engine as the engine's role, since no other sees all tenants' rows
   * @param home the tenant of the run
   * @param run one that has come to rest: parked or ended
   */
  public RunCopies(DataSource engine, Home home, UUID run) throws SQLException {
    this.engine = engine;
    this.tenant = home.tenant().value();
    this.run = run;
    try (Connection connection = engine.getConnection()) {
      this.created = created(connection);
      this.sources = sources(connection);
    }
  }

  /** The tables that hold a row of the run. */
  public Set<String> tables() {
    return sources.stream()
        .map(source -> "fleet." + source.table())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Makes copies.
   *
   * @param homes whose they are, in turn
   * @param first when the first of them began, and how far the others are apart
   */
  public void make(List<Home> homes, long count, Instant first, Duration apart)
      throws SQLException {
    for (long from = 1; from <= count; from += CHUNK) {
      long to = Math.min(count, from + CHUNK - 1);
      try (Connection connection = engine.getConnection()) {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
          statement.execute("set local synchronous_commit = off");
        }
        for (Source source : sources) {
          copy(connection, source, homes, from, to, first, apart);
        }
        connection.commit();
      }
      if (to % REPORTED == 0) {
        System.out.printf("    %,d of %,d copies%n", to, count);
      }
    }
  }

  private void copy(
      Connection connection,
      Source source,
      List<Home> homes,
      long from,
      long to,
      Instant first,
      Duration apart)
      throws SQLException {
    String names = source.columns().stream().map(Column::name).collect(Collectors.joining(", "));
    String values = source.columns().stream().map(this::value).collect(Collectors.joining(", "));
    String sql = COPY.formatted(source.table(), names, values, source.condition());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, from);
      statement.setLong(2, to);
      statement.setArray(
          3,
          connection.createArrayOf(
              "uuid", homes.stream().map(home -> home.tenant().value()).toArray()));
      statement.setArray(
          4, connection.createArrayOf("uuid", homes.stream().map(Home::definition).toArray()));
      statement.setInt(5, homes.size());
      statement.setTimestamp(6, Timestamp.from(first));
      statement.setDouble(7, apart.toNanos() / 1e9);
      statement.setObject(8, tenant);
      statement.executeUpdate();
    }
  }

  /** What a column of a copy holds. The ids and instants are ours, so they need no escaping. */
  private String value(Column column) {
    String from = "t." + column.name();
    if (column.name().equals("tenant_id")) {
      return "homes.tenants[n % homes.many + 1]";
    }
    if (column.name().equals("definition_id")) {
      return "homes.definitions[n % homes.many + 1]";
    }
    return switch (column.type()) {
      case "uuid" ->
          "case when %s = '%s' then copy.run else %s end".formatted(from, run, ownId(column, from));
      case "text" -> "replace(%s, '%s', copy.run::text)".formatted(from, run);
      case "jsonb" -> "replace(%s::text, '%s', copy.run::text)::jsonb".formatted(from, run);
      case "timestamp with time zone" ->
          "%s + (place.at - '%s'::timestamptz)".formatted(from, created);
      default -> from;
    };
  }

  /** A signal has an id of its own, which begins like its run's and counts the signals. */
  private static String ownId(Column column, String from) {
    return column.table().equals("signal") && column.name().equals("id")
        ? "overlay(copy.run::text placing lpad(to_hex(t.k), 3, '0') from 16 for 3)::uuid"
        : from;
  }

  private Instant created(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select created_at from fleet.execution where tenant_id = ? and id = ?")) {
      statement.setObject(1, tenant);
      statement.setObject(2, run);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getTimestamp(1).toInstant();
      }
    }
  }

  private List<Source> sources(Connection connection) throws SQLException {
    List<Column> all = columns(connection);
    List<Source> found = new ArrayList<>();
    for (String table : all.stream().map(Column::table).distinct().toList()) {
      List<Column> columns =
          all.stream()
              .filter(column -> column.table().equals(table) && !column.type().equals("xid8"))
              .toList();
      for (Column column : columns) {
        String condition = condition(column);
        if (!condition.isEmpty() && isAny(connection, table, condition)) {
          found.add(new Source(table, condition, columns));
          break;
        }
      }
    }
    return found;
  }

  /** How rows of the run are found by a column; empty when it cannot name a run. */
  private String condition(Column column) {
    if (column.type().equals("uuid") && !column.name().equals("tenant_id")) {
      return "%s = '%s'".formatted(column.name(), run);
    }
    return column.table().equals("signal") && column.name().equals("correlation_id")
        ? "%s = 'run:%s'".formatted(column.name(), run)
        : "";
  }

  private boolean isAny(Connection connection, String table, String condition) throws SQLException {
    String sql =
        "select exists (select from fleet.%s where tenant_id = ? and %s)"
            .formatted(table, condition);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, tenant);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static List<Column> columns(Connection connection) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(COLUMNS)) {
      while (rows.next()) {
        columns.add(new Column(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return columns;
  }
}
