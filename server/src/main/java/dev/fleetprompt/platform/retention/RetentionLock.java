package dev.fleetprompt.platform.retention;

import dev.fleetprompt.platform.database.EngineDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one process at a time work: a lock of a session of its own, so that it goes with the process
 * that holds it.
 */
final class RetentionLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionLock.class);
  private static final String SESSION = "fleetprompt retention";
  private static final int ANSWER_SECONDS = 5;

  private static final String TRY =
      "select pg_try_advisory_lock(hashtextextended('fleet.retention', 0))";

  private final Connection session;

  private RetentionLock(Connection session) {
    this.session = session;
  }

  /** Empty when another process has it. */
  static Optional<RetentionLock> take(EngineDatabase database) throws SQLException {
    Connection session = database.sessions(SESSION).getConnection();
    @Nullable RetentionLock lock = null;
    try (PreparedStatement statement = session.prepareStatement(TRY);
        ResultSet row = statement.executeQuery()) {
      if (row.next() && row.getBoolean(1)) {
        lock = new RetentionLock(session);
      }
    } finally {
      if (lock == null) {
        session.close();
      }
    }
    return Optional.ofNullable(lock);
  }

  /** Whether it is still held: the session answers. */
  boolean holds() {
    try {
      return session.isValid(ANSWER_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.debug("The session of the retention's lock could not be closed: {}", e.getMessage());
    }
  }
}
