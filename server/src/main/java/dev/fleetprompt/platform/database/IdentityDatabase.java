package dev.fleetprompt.platform.database;

import javax.sql.DataSource;

/**
 * The database as the role that knows what is needed before a tenant is known: organizations,
 * users, sessions, keys.
 */
public final class IdentityDatabase extends Database {
  public IdentityDatabase(DataSource dataSource) {
    super(dataSource);
  }
}
