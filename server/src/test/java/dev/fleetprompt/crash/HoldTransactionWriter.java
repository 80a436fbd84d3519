package dev.fleetprompt.crash;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Stage;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Lets the server wait inside the transaction. */
final class HoldTransactionWriter implements ChangeWriter<HoldTransaction> {

  @Override
  public Class<HoldTransaction> changes() {
    return HoldTransaction.class;
  }

  @Override
  public Stage stage() {
    return Stage.FACTS;
  }

  @Override
  public void write(Batch<HoldTransaction> batch) throws SQLException {
    int longest =
        batch.entries().stream().mapToInt(entry -> entry.change().seconds()).max().orElse(0);
    try (PreparedStatement wait = batch.connection().prepareStatement("select pg_sleep(?)")) {
      wait.setDouble(1, longest);
      wait.executeQuery().close();
    }
  }
}
