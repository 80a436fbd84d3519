package dev.fleetprompt.platform.database;

import dev.fleetprompt.platform.database.DatabaseException.AccessFailed;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The database as the role that reaches a named list of engine tables, of all tenants. */
public final class EngineDatabase extends Database {
  public EngineDatabase(DataSource dataSource) {
    super(dataSource);
  }

  /**
   * A connection with auto-commit off, outside any transaction of this thread, for a lane that
   * forms its own groups. The caller closes it; what is not committed by then is rolled back.
   *
   * @throws AccessFailed if none is free within 3 seconds or the server is away
   */
  public Connection connection() {
    try {
      Connection connection = dataSource().getConnection();
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      throw new AccessFailed(e);
    }
  }
}
