package dev.fleetprompt.bench.measures;

import dev.fleetprompt.bench.Stand;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Does at once what autovacuum would do in the middle of a measure that follows a bulk load. */
final class Upkeep {

  private Upkeep() {}

  static void of(Stand.Database database, Iterable<String> tables) throws SQLException {
    System.out.println("    vacuum and analyze …");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String table : tables) {
        statement.execute("vacuum (analyze) " + table);
      }
    }
  }
}
