package dev.fleetprompt.capability.connectors.outcome;

import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.connections.OpenConnection;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.RetryableFailureException;
import dev.fleetprompt.platform.vault.VaultException;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Opens a connection for an attempt, before anything is sent: whatever fails here has no effect.
 */
@Component
public class ConnectionUse {
  private final Connections connections;

  ConnectionUse(Connections connections) {
    this.connections = connections;
  }

  /** The opened connection; the caller closes it. */
  public OpenConnection open(Attempt attempt, String name, ConnectorName connector)
      throws AttemptFailedException {
    try {
      return connections.open(attempt.tenant(), name, connector);
    } catch (ConnectionException e) {
      throw new FinalFailureException(e.code().replace('.', '_'), e.getMessage());
    } catch (VaultException e) {
      throw new FinalFailureException(e.code().replace('.', '_'), e.getMessage());
    } catch (DataAccessException | TransactionException e) {
      throw new RetryableFailureException(
          "database_unavailable",
          "The connection could not be read from the database; nothing was sent. It is tried again.");
    }
  }
}
