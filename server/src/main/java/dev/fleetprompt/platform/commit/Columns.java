package dev.fleetprompt.platform.commit;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
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
    return array("uuid", column);
  }

  public Columns<R> texts(Function<R, @Nullable String> column) throws SQLException {
    return array("text", column);
  }

  public Columns<R> optionalTexts(Function<R, Optional<String>> column) throws SQLException {
    return array("text", row -> column.apply(row).orElse(null));
  }

  /** JSON texts. */
  public Columns<R> jsons(Function<R, @Nullable String> column) throws SQLException {
    return array("jsonb", column);
  }

  public Columns<R> instants(Function<R, @Nullable Instant> column) throws SQLException {
    return array(
        "timestamptz",
        row -> {
          Instant instant = column.apply(row);
          return instant == null ? null : instant.toString();
        });
  }

  public Columns<R> integers(Function<R, @Nullable Integer> column) throws SQLException {
    return array("int4", column);
  }

  public Columns<R> longs(Function<R, @Nullable Long> column) throws SQLException {
    return array("int8", column);
  }

  public Columns<R> booleans(Function<R, @Nullable Boolean> column) throws SQLException {
    return array("bool", column);
  }

  /**
   * Bytes as hexadecimal text, for {@code decode(…, 'hex')}: the driver takes no arrays of byte
   * arrays.
   */
  public Columns<R> hex(Function<R, byte @Nullable []> column) throws SQLException {
    return array(
        "text",
        row -> {
          byte[] bytes = column.apply(row);
          return bytes == null ? null : HexFormat.of().formatHex(bytes);
        });
  }

  private Columns<R> array(String type, Function<R, ? extends @Nullable Object> column)
      throws SQLException {
    Object[] values = new Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    parameter++;
    statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
    return this;
  }
}
