package dev.fleetprompt.platform.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Tells other nodes that there is work or news, at most once every few milliseconds whatever
 * happens in between.
 */
final class Announcer extends NodeLoop {

  private static final String NOTIFY = "select pg_notify('" + NewsLoop.CHANNEL + "', ?)";
  private static final int SPACING_MILLIS = 5;
  private static final int POLL_MILLIS = 1_000;

  private final UUID me;
  private final Set<UUID> toTell = ConcurrentHashMap.newKeySet();
  private final Bell bell = new Bell();

  Announcer(DataSource connections, UUID me) {
    super("fleet-announcer", connections);
    this.me = me;
  }

  /** There is work for anybody. The payload is the sender, who knows already. */
  void work() {
    tell(me);
  }

  /** There is news for an item of that node. */
  void news(UUID node) {
    tell(node);
  }

  private void tell(UUID payload) {
    if (toTell.add(payload)) {
      bell.ring();
    }
  }

  @Override
  void round(Connection connection) throws SQLException, InterruptedException {
    bell.await(POLL_MILLIS);
    for (UUID payload : toTell) {
      toTell.remove(payload);
      try (PreparedStatement statement = connection.prepareStatement(NOTIFY)) {
        statement.setString(1, payload.toString());
        statement.execute();
      }
    }
    TimeUnit.MILLISECONDS.sleep(SPACING_MILLIS);
  }
}
