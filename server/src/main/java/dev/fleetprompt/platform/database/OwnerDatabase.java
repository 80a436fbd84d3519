package dev.fleetprompt.platform.database;

import javax.sql.DataSource;

/** The database as the role that defines schemas, tables and roles, and reads no tenant's rows. */
public final class OwnerDatabase extends Database {
  public OwnerDatabase(DataSource dataSource) {
    super(dataSource);
  }
}
