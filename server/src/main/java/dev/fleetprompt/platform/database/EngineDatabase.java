package dev.fleetprompt.platform.database;

import java.util.function.Function;
import javax.sql.DataSource;

/** The database as the role that reaches a named list of engine tables, of all tenants. */
public final class EngineDatabase extends Database {
  private final Function<String, DataSource> sessions;

  EngineDatabase(DataSource pool, Function<String, DataSource> sessions) {
    super(pool);
    this.sessions = sessions;
  }

  /**
   * Connections outside of the pool, for whoever keeps one for long: a lane, a loop. Each is opened
   * when asked for and closed by the caller.
   *
   * @param applicationName as {@code pg_stat_activity} shows it
   */
  public DataSource sessions(String applicationName) {
    return sessions.apply(applicationName);
  }
}
