package dev.fleetprompt.platform.commit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * Arrays as parameters of statements, in PostgreSQL's binary form ({@code array_send} in its
 * sources). The driver makes the textual form of most of them, which has to be quoted here and
 * parsed there; for the rows of a group that took an eighth of the time.
 *
 * <p>A null is SQL's null. Texts must be fit to be stored: no NUL characters, no unpaired
 * surrogates.
 */
public final class SqlArrays {

  private static final int NULL = -1;
  private static final byte[] NO_BYTES = {};

  /** What {@code jsonb} begins with on the wire. */
  private static final byte[] JSONB_VERSION = {1};

  private static final int HEAD = 5 * Integer.BYTES;

  /** PostgreSQL counts time from 2000. */
  private static final long EPOCH_SECONDS = 946_684_800;

  private SqlArrays() {}

  public static Array uuids(Connection connection, List<? extends @Nullable UUID> values)
      throws SQLException {
    ByteBuffer bytes = fixed(Oid.UUID, values, 2 * Long.BYTES);
    for (UUID value : values) {
      if (starts(bytes, value, 2 * Long.BYTES)) {
        bytes.putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
      }
    }
    return array(connection, Oid.UUID_ARRAY, bytes);
  }

  public static Array texts(Connection connection, List<? extends @Nullable String> values)
      throws SQLException {
    return array(connection, Oid.TEXT_ARRAY, variable(Oid.TEXT, encoded(values), NO_BYTES));
  }

  /** JSON texts as {@code jsonb}. */
  public static Array jsons(Connection connection, List<? extends @Nullable String> values)
      throws SQLException {
    return array(connection, Oid.JSONB_ARRAY, variable(Oid.JSONB, encoded(values), JSONB_VERSION));
  }

  private static List<byte @Nullable []> encoded(List<? extends @Nullable String> values) {
    List<byte @Nullable []> encoded = new ArrayList<>(values.size());
    for (String value : values) {
      encoded.add(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
    return encoded;
  }

  /** Microseconds are kept, what is finer is cut off. */
  public static Array instants(Connection connection, List<? extends @Nullable Instant> values)
      throws SQLException {
    ByteBuffer bytes = fixed(Oid.TIMESTAMPTZ, values, Long.BYTES);
    for (Instant value : values) {
      if (starts(bytes, value, Long.BYTES)) {
        bytes.putLong(
            Math.addExact(
                Math.multiplyExact(value.getEpochSecond() - EPOCH_SECONDS, 1_000_000L),
                value.getNano() / 1_000));
      }
    }
    return array(connection, Oid.TIMESTAMPTZ_ARRAY, bytes);
  }

  public static Array shorts(Connection connection, List<? extends @Nullable Short> values)
      throws SQLException {
    ByteBuffer bytes = fixed(Oid.INT2, values, Short.BYTES);
    for (Short value : values) {
      if (starts(bytes, value, Short.BYTES)) {
        bytes.putShort(value);
      }
    }
    return array(connection, Oid.INT2_ARRAY, bytes);
  }

  public static Array integers(Connection connection, List<? extends @Nullable Integer> values)
      throws SQLException {
    ByteBuffer bytes = fixed(Oid.INT4, values, Integer.BYTES);
    for (Integer value : values) {
      if (starts(bytes, value, Integer.BYTES)) {
        bytes.putInt(value);
      }
    }
    return array(connection, Oid.INT4_ARRAY, bytes);
  }

  public static Array longs(Connection connection, List<? extends @Nullable Long> values)
      throws SQLException {
    ByteBuffer bytes = fixed(Oid.INT8, values, Long.BYTES);
    for (Long value : values) {
      if (starts(bytes, value, Long.BYTES)) {
        bytes.putLong(value);
      }
    }
    return array(connection, Oid.INT8_ARRAY, bytes);
  }

  public static Array booleans(Connection connection, List<? extends @Nullable Boolean> values)
      throws SQLException {
    ByteBuffer bytes = fixed(Oid.BOOL, values, 1);
    for (Boolean value : values) {
      if (starts(bytes, value, 1)) {
        bytes.put((byte) (value ? 1 : 0));
      }
    }
    return array(connection, Oid.BOOL_ARRAY, bytes);
  }

  public static Array bytes(Connection connection, List<byte @Nullable []> values)
      throws SQLException {
    return array(connection, Oid.BYTEA_ARRAY, variable(Oid.BYTEA, values, NO_BYTES));
  }

  /** Values of different lengths, each after the same beginning. */
  private static ByteBuffer variable(int type, List<byte @Nullable []> values, byte[] beginning) {
    int size = 0;
    for (byte[] value : values) {
      size = Math.addExact(size, value == null ? 0 : beginning.length + value.length);
    }
    ByteBuffer bytes = begun(type, values.size(), size);
    for (byte[] value : values) {
      if (value == null) {
        bytes.putInt(NULL);
      } else {
        bytes.putInt(beginning.length + value.length).put(beginning).put(value);
      }
    }
    return bytes;
  }

  private static ByteBuffer fixed(int type, List<?> values, int width) {
    return begun(type, values.size(), Math.multiplyExact(values.size(), width));
  }

  /** One dimension that begins at 1; an empty array has none. */
  private static ByteBuffer begun(int type, int count, int size) {
    ByteBuffer bytes =
        ByteBuffer.allocate(
            Math.addExact(HEAD, Math.addExact(size, Math.multiplyExact(count, Integer.BYTES))));
    bytes.putInt(count == 0 ? 0 : 1).putInt(1).putInt(type);
    if (count > 0) {
      bytes.putInt(count).putInt(1);
    }
    return bytes;
  }

  private static boolean starts(ByteBuffer bytes, @Nullable Object value, int width) {
    bytes.putInt(value == null ? NULL : width);
    return value != null;
  }

  private static Array array(Connection connection, int type, ByteBuffer bytes)
      throws SQLException {
    byte[] exact = new byte[bytes.position()];
    System.arraycopy(bytes.array(), 0, exact, 0, exact.length);
    return new PgArray(connection.unwrap(BaseConnection.class), type, exact);
  }
}
