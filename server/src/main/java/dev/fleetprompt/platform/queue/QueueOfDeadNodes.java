package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.nodes.WorkOfDeadNodes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Makes the queue's rows of dead nodes claimable again. */
final class QueueOfDeadNodes implements WorkOfDeadNodes {

  private final DataSource connections;
  private final WakeUps wakeUps;

  QueueOfDeadNodes(DataSource connections, WakeUps wakeUps) {
    this.connections = connections;
    this.wakeUps = wakeUps;
  }

  @Override
  public void release(Set<UUID> deadNodes) {
    try (Connection connection = connections.getConnection()) {
      ClaimStatements.release(connection, deadNodes);
      wakeUps.runnable();
    } catch (SQLException e) {
      throw new QueueUnavailableException(e);
    }
  }

  @Override
  public Set<UUID> stillOwning(Set<UUID> deadNodes) {
    try (Connection connection = connections.getConnection()) {
      return ClaimStatements.stillOwning(connection, deadNodes);
    } catch (SQLException e) {
      throw new QueueUnavailableException(e);
    }
  }
}
