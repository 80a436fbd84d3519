package dev.fleetprompt.platform.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what other nodes have to tell, and looks for news of this node's items itself in case
 * nobody told.
 */
final class NewsLoop extends NodeLoop {

  static final String CHANNEL = "fleet_work";
  private static final int POLL_MILLIS = 1_000;

  private final UUID node;
  private final HeldItems held;
  private final Runnable runnable;
  private final Consumer<Item> news;
  private boolean listening;

  NewsLoop(
      DataSource connections, UUID node, HeldItems held, Runnable runnable, Consumer<Item> news) {
    super("fleet-news", connections);
    this.node = node;
    this.held = held;
    this.runnable = runnable;
    this.news = news;
  }

  @Override
  void interrupted() {
    listening = false;
  }

  @Override
  void round(Connection connection) throws SQLException {
    if (!listening) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("listen " + CHANNEL);
      }
      listening = true;
    }
    PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(POLL_MILLIS);
    if (heard != null && List.of(heard).stream().anyMatch(this::tellsOfWork)) {
      runnable.run();
    }
    if (held.size() > 0) {
      ClaimStatements.dirty(connection, node).stream()
          .map(ClaimStatements.Taken::item)
          .filter(held::contains)
          .forEach(news);
    }
  }

  private boolean tellsOfWork(PGNotification notification) {
    return !notification.getParameter().equals(node.toString());
  }
}
