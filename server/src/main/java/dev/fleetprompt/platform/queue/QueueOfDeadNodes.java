package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.nodes.WorkOfDeadNodes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;

/** Makes the queue's rows of dead nodes claimable again. */
final class QueueOfDeadNodes implements WorkOfDeadNodes {

  private final WakeUps wakeUps;

  QueueOfDeadNodes(WakeUps wakeUps) {
    this.wakeUps = wakeUps;
  }

  @Override
  public void release(Connection connection, Set<UUID> deadNodes) throws SQLException {
    ClaimStatements.release(connection, deadNodes);
  }

  @Override
  public void released() {
    wakeUps.runnable();
  }

  @Override
  public Set<UUID> stillOwning(Connection connection, Set<UUID> deadNodes) throws SQLException {
    return ClaimStatements.stillOwning(connection, deadNodes);
  }
}
