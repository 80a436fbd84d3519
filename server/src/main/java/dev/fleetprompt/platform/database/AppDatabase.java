package dev.fleetprompt.platform.database;

import javax.sql.DataSource;

/**
 * The database as the role that owns nothing and may become one tenant for a transaction; use
 * {@code platform.tenancy} rather than this.
 */
public final class AppDatabase extends Database {
  public AppDatabase(DataSource dataSource) {
    super(dataSource);
  }
}
