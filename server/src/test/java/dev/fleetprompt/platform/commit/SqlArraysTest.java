package dev.fleetprompt.platform.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.testing.TestDatabase;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** PostgreSQL itself says what it understood. */
class SqlArraysTest {

  private static TestDatabase database;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @FunctionalInterface
  private interface Making {
    Array of(Connection connection) throws SQLException;
  }

  /** The elements of an array of a type, as PostgreSQL writes them. */
  private static List<String> understood(String type, Making array) throws SQLException {
    String sql =
        "select u::text from unnest(?::" + type + "[]) with ordinality as r (u, n) order by n";
    List<String> texts = new ArrayList<>();
    try (Connection connection = database.engine().dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, array.of(connection));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
    }
    return texts;
  }

  @Test
  void textsAreTakenAsTheyAre() throws SQLException {
    List<String> texts =
        Arrays.asList(
            "", "a\"b\\c,{d}", null, "NULL", "line\nbreak", "Größe 😀", "x".repeat(70_000));
    assertThat(understood("text", connection -> SqlArrays.texts(connection, texts)))
        .isEqualTo(texts);
  }

  @Test
  void idsKeepAllTheirBits() throws SQLException {
    List<UUID> ids =
        Arrays.asList(new UUID(0, 0), null, new UUID(-1, -1), new UUID(1, Long.MIN_VALUE));
    assertThat(understood("uuid", connection -> SqlArrays.uuids(connection, ids)))
        .containsExactly(
            "00000000-0000-0000-0000-000000000000",
            null,
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "00000000-0000-0001-8000-000000000000");
  }

  @Test
  void instantsAreExactToTheMicrosecondBeforeAndAfterTheDatabasesEpoch() throws SQLException {
    List<Instant> instants =
        Arrays.asList(
            Instant.parse("2026-11-21T03:00:00.123456999Z"),
            null,
            Instant.parse("1969-12-31T23:59:59.000001Z"),
            Instant.parse("2000-01-01T00:00:00Z"));
    assertThat(
            understood(
                "timestamptz",
                connection -> {
                  connection.createStatement().execute("set time zone 'UTC'");
                  return SqlArrays.instants(connection, instants);
                }))
        .containsExactly(
            "2026-11-21 03:00:00.123456+00",
            null,
            "1969-12-31 23:59:59.000001+00",
            "2000-01-01 00:00:00+00");
  }

  @Test
  void numbersAndTruthValuesKeepTheirSigns() throws SQLException {
    assertThat(
            understood(
                "int2", c -> SqlArrays.shorts(c, Arrays.asList((short) 1, null, Short.MIN_VALUE))))
        .containsExactly("1", null, "-32768");
    assertThat(
            understood(
                "int4", c -> SqlArrays.integers(c, Arrays.asList(-1, null, Integer.MAX_VALUE))))
        .containsExactly("-1", null, "2147483647");
    assertThat(understood("int8", c -> SqlArrays.longs(c, Arrays.asList(Long.MIN_VALUE, null, 7L))))
        .containsExactly("-9223372036854775808", null, "7");
    assertThat(understood("bool", c -> SqlArrays.booleans(c, Arrays.asList(true, null, false))))
        .containsExactly("true", null, "false");
  }

  @Test
  void bytesAndJsonArriveWhole() throws SQLException {
    byte[] bytes = {0, 1, -1, 127};
    assertThat(
            understood("bytea", c -> SqlArrays.bytes(c, Arrays.asList(bytes, null, new byte[0]))))
        .containsExactly("\\x0001ff7f", null, "\\x");
    assertThat(
            understood(
                "jsonb", c -> SqlArrays.jsons(c, Arrays.asList("{\"b\":1.50,\"a\":[]}", null))))
        .containsExactly("{\"a\": [], \"b\": 1.50}", null);
  }

  @Test
  void anEmptyListIsAnEmptyArray() throws SQLException {
    assertThat(understood("text", c -> SqlArrays.texts(c, List.of()))).isEmpty();
    assertThat(understood("uuid", c -> SqlArrays.uuids(c, List.of()))).isEmpty();
  }
}
