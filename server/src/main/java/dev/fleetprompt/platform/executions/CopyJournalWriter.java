package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Copies journals for reruns, with the payloads that they refer to; each in a statement or two. */
final class CopyJournalWriter implements ChangeWriter<CopyJournal> {

  private static final String PAYLOADS =
      """
      insert into fleet.payload (tenant_id, month, hash, content)
      select distinct on (p.hash) p.tenant_id, ?::uuid, p.hash, p.content
        from fleet.journal j
        join fleet.payload p on p.tenant_id = j.tenant_id and p.month = ? and p.hash = j.payload
       where j.tenant_id = ? and j.execution_id = ? and j.seq < ?
       order by p.hash
      on conflict do nothing
      """;

  private static final String ENTRIES =
      """
      insert into fleet.journal (tenant_id, execution_id, seq, kind, task, data, payload, at)
      select tenant_id, ?::uuid, n, kind, task, data, payload, at
        from (select *, (row_number() over (order by seq) - 1)::int4 as n
                from fleet.journal
               where tenant_id = ? and execution_id = ? and seq < ? and seq <> all (?)) kept
       where n <> all (?)
      """;

  @Override
  public Class<CopyJournal> changes() {
    return CopyJournal.class;
  }

  @Override
  public Stage stage() {
    return Stage.HISTORY;
  }

  @Override
  public void write(Batch<CopyJournal> batch) throws SQLException {
    for (Batch.Entry<CopyJournal> entry : batch.entries()) {
      Takeover takeover = entry.change().takeover();
      UUID tenant = entry.tenant().value();
      copyPayloads(batch.connection(), tenant, takeover);
      if (copyEntries(batch.connection(), tenant, takeover) != takeover.copied()) {
        throw new UnitRefusedException(
            entry.unit(), "The journal of run " + takeover.source() + " is gone; start a new run.");
      }
    }
  }

  private static void copyPayloads(Connection connection, UUID tenant, Takeover takeover)
      throws SQLException {
    UUID from = PayloadMonth.of(takeover.source());
    UUID to = PayloadMonth.of(takeover.run());
    if (from.equals(to)) {
      return;
    }
    try (PreparedStatement copy = connection.prepareStatement(PAYLOADS)) {
      copy.setObject(1, to);
      copy.setObject(2, from);
      copy.setObject(3, tenant);
      copy.setObject(4, takeover.source());
      copy.setInt(5, takeover.entries());
      copy.executeUpdate();
    }
  }

  private static int copyEntries(Connection connection, UUID tenant, Takeover takeover)
      throws SQLException {
    Object[] edited = takeover.edits().stream().map(Takeover.Edit::seq).toArray();
    try (PreparedStatement copy = connection.prepareStatement(ENTRIES)) {
      copy.setObject(1, takeover.run());
      copy.setObject(2, tenant);
      copy.setObject(3, takeover.source());
      copy.setInt(4, takeover.entries());
      copy.setArray(5, connection.createArrayOf("int4", takeover.dropped().toArray()));
      copy.setArray(6, connection.createArrayOf("int4", edited));
      return copy.executeUpdate();
    }
  }
}
