package dev.fleetprompt.platform.commit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the parallel arrays that {@code unnest(?, ?, …)} takes: each call fills the statement's
 * next parameter with one column. A null becomes SQL's null.
 *
 * @param <R> what a row is made from
 */
public final class Columns<R> {

  private final PreparedStatement statement;
  private final List<R> rows;
  private int parameter;

  private Columns(PreparedStatement statement, List<R> rows) {
    this.statement = statement;
    this.rows = rows;
  }

  public static <R> Columns<R> of(PreparedStatement statement, List<R> rows) {
    return new Columns<>(statement, rows);
  }

  public Columns<R> uuids(Function<R, @Nullable UUID> column) throws SQLException {
    return set(SqlArrays.uuids(connection(), values(column)));
  }

  public Columns<R> texts(Function<R, @Nullable String> column) throws SQLException {
    return set(SqlArrays.texts(connection(), values(column)));
  }

  public Columns<R> optionalTexts(Function<R, Optional<String>> column) throws SQLException {
    return texts(row -> column.apply(row).orElse(null));
  }

  /** JSON texts. */
  public Columns<R> jsons(Function<R, @Nullable String> column) throws SQLException {
    return set(SqlArrays.jsons(connection(), values(column)));
  }

  public Columns<R> instants(Function<R, @Nullable Instant> column) throws SQLException {
    return set(SqlArrays.instants(connection(), values(column)));
  }

  public Columns<R> integers(Function<R, @Nullable Integer> column) throws SQLException {
    return set(SqlArrays.integers(connection(), values(column)));
  }

  public Columns<R> longs(Function<R, @Nullable Long> column) throws SQLException {
    return set(SqlArrays.longs(connection(), values(column)));
  }

  public Columns<R> booleans(Function<R, @Nullable Boolean> column) throws SQLException {
    return set(SqlArrays.booleans(connection(), values(column)));
  }

  public Columns<R> bytes(Function<R, byte @Nullable []> column) throws SQLException {
    return set(SqlArrays.bytes(connection(), values(column)));
  }

  private <V> List<@Nullable V> values(Function<R, @Nullable V> column) {
    List<@Nullable V> values = new ArrayList<>(rows.size());
    for (R row : rows) {
      values.add(column.apply(row));
    }
    return values;
  }

  private Connection connection() throws SQLException {
    return statement.getConnection();
  }

  private Columns<R> set(Array column) throws SQLException {
    parameter++;
    statement.setArray(parameter, column);
    return this;
  }
}
