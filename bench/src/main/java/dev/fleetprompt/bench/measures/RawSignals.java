package dev.fleetprompt.bench.measures;

import dev.fleetprompt.platform.ids.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;

/**
 * What anybody can have without FleetPrompt: the columns and indexes of {@code fleet.signal} in a
 * table of their own, filled with multi-row inserts.
 */
final class RawSignals implements AutoCloseable {

  static final String SOURCE = "urn:shop";
  static final String TYPE = "shop.order.placed";

  private static final String TABLE =
      """
      create schema raw;
      create table raw.signal (like fleet.signal including defaults including constraints including indexes)
        partition by range (id);
      create table raw.signal_all partition of raw.signal default;
      """;

  private static final String INSERT =
      """
      insert into raw.signal (
        tenant_id, id, source, event_id, type, subject, time,
        datacontenttype, dataschema, data, data_base64,
        actor_kind, actor_id, correlation_id, causation_id, traceparent, extensions,
        visibility, outside, recorded_at)
      select * from unnest(
        ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
        ?::text[], ?::text[], ?::jsonb[], ?::text[],
        ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[],
        ?::text[], ?::boolean[], ?::timestamptz[])
      """;

  private final Connection connection;
  private final UUID tenant;
  private final Ids ids = Ids.following(Clock.systemUTC());
  private long numbered;

  RawSignals(Connection connection, UUID tenant) throws SQLException {
    this.connection = connection;
    this.tenant = tenant;
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    connection.setAutoCommit(false);
  }

  /** What an event says: about a hundred characters of JSON. */
  static String data(long number) {
    return "{\"number\":%d,\"customer\":\"customer-%d\",\"total\":\"%d.90\",\"currency\":\"EUR\",\"lines\":3,\"country\":\"DE\"}"
        .formatted(number, number % 977, number % 400);
  }

  /** Nanoseconds that so many rows take. */
  long run(int count) throws SQLException {
    long began = System.nanoTime();
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int left = count; left > 0; left -= SignalsMeasure.BATCH) {
        insert(insert, Math.min(left, SignalsMeasure.BATCH));
        connection.commit();
      }
    }
    return System.nanoTime() - began;
  }

  private void insert(PreparedStatement insert, int rows) throws SQLException {
    UUID[] id = new UUID[rows];
    String[] eventId = new String[rows];
    String[] subject = new String[rows];
    String[] data = new String[rows];
    String[] correlation = new String[rows];
    for (int row = 0; row < rows; row++) {
      long number = numbered++;
      id[row] = ids.next();
      eventId[row] = "o" + number;
      subject[row] = "order " + number;
      data[row] = data(number);
      correlation[row] = "signal:" + id[row];
    }
    Timestamp now = new Timestamp(System.currentTimeMillis());
    array(insert, 1, "uuid", same(new UUID[rows], tenant));
    array(insert, 2, "uuid", id);
    array(insert, 3, "text", same(new String[rows], SOURCE));
    array(insert, 4, "text", eventId);
    array(insert, 5, "text", same(new String[rows], TYPE));
    array(insert, 6, "text", subject);
    array(insert, 7, "timestamptz", same(new Timestamp[rows], now));
    array(insert, 8, "text", same(new String[rows], "application/json"));
    array(insert, 9, "text", new String[rows]);
    array(insert, 10, "jsonb", data);
    array(insert, 11, "text", new String[rows]);
    array(insert, 12, "text", same(new String[rows], "integration"));
    array(insert, 13, "text", same(new String[rows], "bench"));
    array(insert, 14, "text", correlation);
    array(insert, 15, "text", new String[rows]);
    array(insert, 16, "text", new String[rows]);
    array(insert, 17, "jsonb", new String[rows]);
    array(insert, 18, "text", same(new String[rows], "normal"));
    array(insert, 19, "boolean", same(new Boolean[rows], Boolean.TRUE));
    array(insert, 20, "timestamptz", same(new Timestamp[rows], now));
    insert.executeUpdate();
  }

  private void array(PreparedStatement insert, int index, String type, Object[] values)
      throws SQLException {
    insert.setArray(index, connection.createArrayOf(type, values));
  }

  private static <T> T[] same(T[] array, T value) {
    Arrays.fill(array, value);
    return array;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
